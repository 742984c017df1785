package io.evilnet.core;

import java.util.Locale;

/**
 * What became of an accepted post. Each has exactly one outcome, so the accepted posts are the sum
 * of all.
 */
public enum Outcome {
  /** Counted for its city and window. */
  COUNTED,
  /** Counted for its window, without a city. */
  UNRESOLVED,
  /** Its identity had been counted in that window: a redelivery, a replay or an edit. */
  DUPLICATE,
  /** Its window was closed; it is left to the next backfill. */
  LATE,
  /**
   * An edit whose window was closed. It carries the time of its first version, which was counted in
   * that window unless it was late itself.
   */
  EDITED,
  /** Not usable; kept as a dead letter. */
  DEAD,
  /** Deleted by Kafka before it was read: the counting was away for longer than the retention. */
  EXPIRED;

  /** The name as a metric's label: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
