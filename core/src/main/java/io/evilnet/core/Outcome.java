package io.evilnet.core;

import java.util.Locale;

/**
 * The outcome of an accepted post. Each post has exactly one outcome, so the accepted posts are the
 * sum over all outcomes.
 */
public enum Outcome {
  /** Counted for its city and window. */
  COUNTED,
  /** Counted for its window, without a city. */
  UNRESOLVED,
  /** Already counted in that window: a redelivery, a replay or an edit. */
  DUPLICATE,
  /** Its window was closed; counted by the next backfill. */
  LATE,
  /**
   * An edit whose window was closed. Its event time is that of its first version, which was counted
   * in that window unless it was late.
   */
  EDITED,
  /** Dead-lettered. */
  DEAD,
  /** Deleted by Kafka before it was read, as the consumer lag exceeded the retention. */
  EXPIRED;

  /** Returns the name as a metric's label: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
