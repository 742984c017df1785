package io.evilnet.bench.live;

import io.evilnet.bench.usage.DiskTraffic;
import io.evilnet.bench.usage.Proc;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Disk traffic of each service including its child processes, since the first sample. The kernel
 * adds the traffic of a terminated process to its parent.
 */
final class DiskUsage {

  private final Proc proc;
  private final Map<String, DiskTraffic> last = new TreeMap<>();
  private Map<String, DiskTraffic> first;

  DiskUsage(Proc proc) {
    this.proc = proc;
  }

  /** Reads the traffic of the running processes. */
  void sample(Map<ProcessHandle, String> running) {
    Map<String, DiskTraffic> now = new HashMap<>();
    running.forEach(
        (process, service) ->
            proc.disk(process.pid())
                .ifPresent(traffic -> now.merge(service, traffic, DiskTraffic::plus)));
    if (first == null) {
      first = now;
    }
    last.putAll(now);
  }

  /** Returns the traffic since the first sample by service; without unreadable services. */
  Map<String, DiskTraffic> traffic() {
    Map<String, DiskTraffic> traffic = new TreeMap<>();
    last.forEach(
        (service, now) ->
            traffic.put(service, now.since(first.getOrDefault(service, DiskTraffic.NONE))));
    return traffic;
  }
}
