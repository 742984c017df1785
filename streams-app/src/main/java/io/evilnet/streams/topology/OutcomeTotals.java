package io.evilnet.streams.topology;

import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Outcome;

/**
 * Receives the outcomes of the posts of each partition, as absolute totals, from the stream
 * threads.
 */
public interface OutcomeTotals {

  /** A no-op receiver. */
  OutcomeTotals NONE = new OutcomeTotals() {};

  /** Updates the total of an outcome in a partition of {@code tweets}; it never decreases. */
  default void update(int partition, Outcome outcome, long total) {}

  /** Counts a dead letter; again if its record is read again after a crash. */
  default void dead(Reason reason) {}

  /** Removes the totals of a partition that was reassigned to another process. */
  default void forget(int partition) {}
}
