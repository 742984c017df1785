package io.evilnet.launcher.process;

import java.time.Duration;

/**
 * Policy of the watchdog's liveness checks.
 *
 * @param every interval between checks
 * @param misses number of consecutive failures after which the service is killed
 * @param dumpWithin time for a thread dump before it is killed
 */
public record LivenessPolicy(Duration every, int misses, Duration dumpWithin) {
  /**
   * At least 80 s: under the load of three systems on two cores, services have not responded for
   * half of that. The limit is a number of checks, because a stalled supervisor performs none.
   */
  public static final LivenessPolicy DEFAULT =
      new LivenessPolicy(Duration.ofSeconds(10), 9, Duration.ofSeconds(3));

  public LivenessPolicy {
    if (every.isNegative() || every.isZero() || misses < 1 || dumpWithin.isNegative()) {
      throw new IllegalArgumentException(
          "liveness policy: every must be > 0, misses >= 1 and dumpWithin >= 0, but are %s, %d and %s"
              .formatted(every, misses, dumpWithin));
    }
  }
}
