package io.evilnet.launcher.process;

import java.time.Duration;

/**
 * Back-off before the restart of a service, doubled with each consecutive failure.
 *
 * @param first delay after the first failure
 * @param substituted minimum delay while another instance does the work, which needs the processor
 *     to take over
 * @param longest maximum delay
 * @param stableAfter uptime after which the delay is reset to {@code first}
 */
public record RestartDelays(
    Duration first, Duration substituted, Duration longest, Duration stableAfter) {
  public static final RestartDelays DEFAULT =
      new RestartDelays(
          Duration.ofMillis(250),
          Duration.ofSeconds(3),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));

  public RestartDelays {
    if (first.isNegative()
        || substituted.compareTo(first) < 0
        || longest.compareTo(substituted) < 0
        || stableAfter.isNegative()) {
      throw new IllegalArgumentException(
          "restart delays must satisfy 0 <= first <= substituted <= longest and stableAfter >= 0, but are %s, %s, %s and %s"
              .formatted(first, substituted, longest, stableAfter));
    }
  }

  /**
   * Returns the delay before the next start.
   *
   * @param consecutiveFailures consecutive failures, 1 or more
   * @param hasSubstitute whether another instance does the work in the meantime
   */
  public Duration after(int consecutiveFailures, boolean hasSubstitute) {
    Duration delay = after(consecutiveFailures);
    return hasSubstitute && delay.compareTo(substituted) < 0 ? substituted : delay;
  }

  private Duration after(int consecutiveFailures) {
    Duration delay = first;
    for (int failure = 1;
        failure < consecutiveFailures && delay.compareTo(longest) < 0;
        failure++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
