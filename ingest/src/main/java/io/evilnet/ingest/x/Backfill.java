package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.Optional;

/**
 * How much X is asked to send again when a connection is made: what covers the gap, in whole
 * minutes. What came twice counts once.
 */
final class Backfill {

  /** X dates posts by its own clock, and the last ones before a break may not have come through. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private Backfill() {}

  /**
   * The minutes to ask for.
   *
   * @param sinceLastLine how long ago the last line came; empty at the start, when nobody knows
   * @param most what X grants, in minutes
   */
  static int minutes(Optional<Duration> sinceLastLine, int most) {
    if (sinceLastLine.isEmpty()) {
      return most;
    }
    Duration gap = sinceLastLine.get().plus(MARGIN);
    long minutes = Math.max(1, gap.plusMinutes(1).minusNanos(1).toMinutes());
    return (int) Math.min(most, minutes);
  }
}
