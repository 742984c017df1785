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
 * Says whether the threads that ingest consists of still work. A restart cures what is found here;
 * what it does not cure, such as Kafka, X or the disk being away, is readiness.
 */
final class Liveness {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private final Map<String, Supplier<Duration>> silences;

  /** Liveness of some threads: by name, the time since each last showed that it works. */
  Liveness(Map<String, Supplier<Duration>> silences) {
    this.silences = new LinkedHashMap<>(silences);
  }

  /** The reasons to restart it; empty while it lives. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    silences.forEach(
        (thread, silence) -> {
          if (silence.get().compareTo(LONGEST_SILENCE) > 0) {
            reasons.add(
                "the thread %s has done nothing for %d s: restart ingest"
                    .formatted(thread, silence.get().toSeconds()));
          }
        });
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    if (deadlocked != null) {
      for (ThreadInfo thread : ManagementFactory.getThreadMXBean().getThreadInfo(deadlocked)) {
        reasons.add(
            "the thread %s is in a deadlock: restart ingest".formatted(thread.getThreadName()));
      }
    }
    return reasons;
  }
}
