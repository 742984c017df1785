package io.evilnet.bench.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CPU time of each service including its child processes, since the first sample. The CPU time of a
 * process between the last sample and its end is not included, so samples must be frequent.
 */
final class CpuTimes {

  private record Taken(String service, Duration before, Duration now) {}

  private final Map<Long, Taken> processes = new HashMap<>();
  private boolean hasBegun;

  /** Reads the CPU time of the running processes. */
  void sample(Map<ProcessHandle, String> running) {
    running.forEach(this::add);
    hasBegun = true;
  }

  private void add(ProcessHandle process, String service) {
    Optional<Duration> now = process.info().totalCpuDuration();
    if (now.isPresent()) { // otherwise it has just terminated
      Taken known = processes.get(process.pid());
      Duration before = known != null ? known.before : hasBegun ? Duration.ZERO : now.get();
      processes.put(process.pid(), new Taken(service, before, now.get()));
    }
  }

  /** Returns the CPU time since the first sample by service. */
  Map<String, Duration> taken() {
    Map<String, Duration> taken = new TreeMap<>();
    processes
        .values()
        .forEach(each -> taken.merge(each.service, each.now.minus(each.before), Duration::plus));
    return taken;
  }
}
