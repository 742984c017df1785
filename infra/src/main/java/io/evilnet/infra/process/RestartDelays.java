package io.evilnet.infra.process;

import java.time.Duration;

/**
 * How long to wait before a service that died is started again: doubled with every death in a row.
 *
 * @param first after the first death
 * @param longest however often it dies
 * @param stableAfter a service that was up for this long starts again from {@code first}
 */
public record RestartDelays(Duration first, Duration longest, Duration stableAfter) {
  public static final RestartDelays DEFAULT =
      new RestartDelays(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMinutes(1));

  public RestartDelays {
    if (first.isNegative() || longest.compareTo(first) < 0 || stableAfter.isNegative()) {
      throw new IllegalArgumentException(
          "restart delays: 0 <= first <= longest and stableAfter >= 0, not %s, %s and %s"
              .formatted(first, longest, stableAfter));
    }
  }

  /**
   * The delay before the next start.
   *
   * @param deathsInARow 1 or more
   */
  public Duration after(int deathsInARow) {
    Duration delay = first;
    for (int death = 1; death < deathsInARow && delay.compareTo(longest) < 0; death++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
