package io.evilnet.ingest.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Liveness of ingest's threads. It covers failures that a restart resolves; others, such as an
 * outage of Kafka, X or the disk, are part of readiness.
 */
final class Liveness {

  private static final Duration MAX_INACTIVITY = Duration.ofSeconds(60);

  private final Map<String, Supplier<Duration>> inactivity;

  /**
   * @param inactivity time since the last activity of each thread, by name
   */
  Liveness(Map<String, Supplier<Duration>> inactivity) {
    this.inactivity = new LinkedHashMap<>(inactivity);
  }

  /** Returns the reasons for a restart; empty while it is live. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    inactivity.forEach(
        (thread, duration) -> {
          if (duration.get().compareTo(MAX_INACTIVITY) > 0) {
            reasons.add(
                "thread %s has been inactive for %d s: restart ingest"
                    .formatted(thread, duration.get().toSeconds()));
          }
        });
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    if (deadlocked != null) {
      for (ThreadInfo thread : ManagementFactory.getThreadMXBean().getThreadInfo(deadlocked)) {
        reasons.add("thread %s is deadlocked: restart ingest".formatted(thread.getThreadName()));
      }
    }
    return reasons;
  }
}
