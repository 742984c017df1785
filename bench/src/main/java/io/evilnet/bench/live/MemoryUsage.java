package io.evilnet.bench.live;

import io.evilnet.bench.usage.Proc;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Memory of each service including its child processes: the mean of all samples. */
final class MemoryUsage {

  private final Proc proc;
  private final Map<String, Double> sums = new TreeMap<>();
  private int samples;

  MemoryUsage(Proc proc) {
    this.proc = proc;
  }

  /** Reads the memory of the running processes. */
  void sample(Map<ProcessHandle, String> running) {
    running.forEach(
        (process, service) -> {
          OptionalLong memory = proc.memory(process.pid());
          memory.ifPresent(bytes -> sums.merge(service, (double) bytes, Double::sum));
        });
    samples++;
  }

  /** Returns the mean in bytes by service; samples without a process count as 0. */
  Map<String, Double> means() {
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((service, sum) -> means.put(service, sum / samples));
    return means;
  }
}
