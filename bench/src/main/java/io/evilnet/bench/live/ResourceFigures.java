package io.evilnet.bench.live;

import io.evilnet.bench.usage.DiskTraffic;
import io.evilnet.bench.usage.Proc;
import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** CPU, memory, disk and loopback traffic of the services of a running system, as figures. */
final class ResourceFigures {

  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;

  private final ServiceProcesses services;
  private final Proc proc;
  private final CpuTimes times = new CpuTimes();
  private final DiskUsage disk;
  private final MemoryUsage memory;
  private final OptionalLong loopbackBefore;

  ResourceFigures(RunDirectory directory, Proc proc) {
    this.services = new ServiceProcesses(directory);
    this.proc = proc;
    this.disk = new DiskUsage(proc);
    this.memory = new MemoryUsage(proc);
    this.loopbackBefore = proc.loopback();
  }

  /** Samples CPU time and disk traffic; the first sample starts the measurement. */
  void sample() throws IOException {
    Map<ProcessHandle, String> running = services.running();
    times.sample(running);
    disk.sample(running);
  }

  /** Samples the memory; expensive, because the kernel sums it page by page. */
  void sampleMemory() throws IOException {
    memory.sample(services.running());
  }

  /**
   * Returns the figures of each service and their totals by name.
   *
   * @param measured time since the first sample
   */
  Map<String, Double> figures(Duration measured) {
    double seconds = measured.toMillis() / 1e3;
    Map<String, Double> figures = new LinkedHashMap<>();
    add(figures, "cores", "", times.taken(), taken -> taken.toMillis() / 1e3 / seconds);
    add(figures, "memory", ", MiB", memory.means(), bytes -> bytes / MIB);
    Map<String, DiskTraffic> traffic = disk.traffic();
    add(figures, "disk reads", ", KiB/s", traffic, each -> each.read() / KIB / seconds);
    add(figures, "disk writes", ", KiB/s", traffic, each -> each.written() / KIB / seconds);
    OptionalLong loopback = proc.loopback();
    if (loopback.isPresent() && loopbackBefore.isPresent()) {
      long bytes = loopback.getAsLong() - loopbackBefore.getAsLong();
      figures.put("loopback, KiB/s", bytes / KIB / seconds);
    }
    return figures;
  }

  /** Adds a figure of each service and their total, if there is any. */
  private static <T> void add(
      Map<String, Double> figures,
      String name,
      String unit,
      Map<String, T> services,
      ToDoubleFunction<T> value) {
    double total = 0;
    for (Map.Entry<String, T> service : services.entrySet()) {
      double figure = value.applyAsDouble(service.getValue());
      figures.put(name + " of " + service.getKey() + unit, figure);
      total += figure;
    }
    if (!services.isEmpty()) {
      figures.put(name + unit, total);
    }
  }
}
