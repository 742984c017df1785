package io.evilnet.infra.process;

import java.time.Duration;

/**
 * How long to wait before a service that died is started again: doubled with every death in a row.
 *
 * @param first after the first death
 * @param substituted at least so long while another service does its work, which needs the machine
 *     to take it over
 * @param longest however often it dies
 * @param stableAfter a service that was up for this long starts again from {@code first}
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
          "restart delays: 0 <= first <= substituted <= longest and stableAfter >= 0, not %s, %s, %s and %s"
              .formatted(first, substituted, longest, stableAfter));
    }
  }

  /**
   * The delay before the next start.
   *
   * @param deathsInARow 1 or more
   * @param hasSubstitute whether another service does the work meanwhile
   */
  public Duration after(int deathsInARow, boolean hasSubstitute) {
    Duration delay = after(deathsInARow);
    return hasSubstitute && delay.compareTo(substituted) < 0 ? substituted : delay;
  }

  private Duration after(int deathsInARow) {
    Duration delay = first;
    for (int death = 1; death < deathsInARow && delay.compareTo(longest) < 0; death++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
