package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.Optional;

/**
 * Computes the minutes of backfill to request for a connection: enough to cover the gap. Duplicates
 * are counted once.
 */
final class Backfill {

  /**
   * Margin for the difference between X's clock and the local clock, and for posts in flight when
   * the connection ended.
   */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private Backfill() {}

  /**
   * Returns the minutes to request.
   *
   * @param sinceLastLine time since the last line; empty at the start, when it is unknown
   * @param maximum maximum granted by X, in minutes
   */
  static int minutes(Optional<Duration> sinceLastLine, int maximum) {
    if (sinceLastLine.isEmpty()) {
      return maximum;
    }
    Duration gap = sinceLastLine.get().plus(MARGIN);
    long minutes = Math.max(1, gap.plusMinutes(1).minusNanos(1).toMinutes());
    return (int) Math.min(maximum, minutes);
  }
}
