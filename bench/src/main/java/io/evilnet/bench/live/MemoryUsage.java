package io.evilnet.bench.live;

import io.evilnet.bench.usage.Proc;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Memory of each service with the processes that it starts: the mean of all looks. */
final class MemoryUsage {

  private final Proc proc;
  private final Map<String, Double> sums = new TreeMap<>();
  private int looks;

  MemoryUsage(Proc proc) {
    this.proc = proc;
  }

  /** Reads the memory of the running processes. */
  void look(Map<ProcessHandle, String> running) {
    running.forEach(
        (process, service) -> {
          OptionalLong memory = proc.memory(process.pid());
          memory.ifPresent(bytes -> sums.merge(service, (double) bytes, Double::sum));
        });
    looks++;
  }

  /** Returns the mean in bytes by service; a look at which it was not running counts as 0. */
  Map<String, Double> means() {
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((service, sum) -> means.put(service, sum / looks));
    return means;
  }
}
