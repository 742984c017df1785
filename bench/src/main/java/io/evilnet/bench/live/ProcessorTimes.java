package io.evilnet.bench.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CPU time of each service with the processes that it starts, since the first look. Has to look
 * often: the CPU time of a process between the last look and its end is not included.
 */
final class ProcessorTimes {

  private record Taken(String service, Duration before, Duration now) {}

  private final Map<Long, Taken> processes = new HashMap<>();
  private boolean hasBegun;

  /** Reads the CPU time of the running processes. */
  void look(Map<ProcessHandle, String> running) {
    running.forEach(this::note);
    hasBegun = true;
  }

  private void note(ProcessHandle process, String service) {
    Optional<Duration> now = process.info().totalCpuDuration();
    if (now.isPresent()) { // otherwise it has ended just now
      Taken known = processes.get(process.pid());
      Duration before = known != null ? known.before : hasBegun ? Duration.ZERO : now.get();
      processes.put(process.pid(), new Taken(service, before, now.get()));
    }
  }

  /** Returns the CPU time since the first look by service. */
  Map<String, Duration> taken() {
    Map<String, Duration> taken = new TreeMap<>();
    processes
        .values()
        .forEach(each -> taken.merge(each.service, each.now.minus(each.before), Duration::plus));
    return taken;
  }
}
