package io.evilnet.bench.live;

import io.evilnet.bench.usage.DiskTraffic;
import io.evilnet.bench.usage.Proc;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Disk traffic of each service with the processes that it starts, since the first look. The kernel
 * adds the traffic of a process that has ended to its parent.
 */
final class DiskUsage {

  private final Proc proc;
  private final Map<String, DiskTraffic> last = new TreeMap<>();
  private Map<String, DiskTraffic> first;

  DiskUsage(Proc proc) {
    this.proc = proc;
  }

  /** Reads the traffic of the running processes. */
  void look(Map<ProcessHandle, String> running) {
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

  /** Returns the traffic since the first look by service; without services that are unreadable. */
  Map<String, DiskTraffic> traffic() {
    Map<String, DiskTraffic> traffic = new TreeMap<>();
    last.forEach(
        (service, now) ->
            traffic.put(service, now.since(first.getOrDefault(service, DiskTraffic.NONE))));
    return traffic;
  }
}
