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
  /** Not usable; kept as a dead letter. */
  DEAD;

  /** The name as a metric's label: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
