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

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private final Map<String, Supplier<Duration>> silences;

  /**
   * @param silences time since the last activity of each thread, by name
   */
  Liveness(Map<String, Supplier<Duration>> silences) {
    this.silences = new LinkedHashMap<>(silences);
  }

  /** Returns the reasons for a restart; empty while it is live. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    silences.forEach(
        (thread, silence) -> {
          if (silence.get().compareTo(LONGEST_SILENCE) > 0) {
            reasons.add(
                "thread %s has been inactive for %d s: restart ingest"
                    .formatted(thread, silence.get().toSeconds()));
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
