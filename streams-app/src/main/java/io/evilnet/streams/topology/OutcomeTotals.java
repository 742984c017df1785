package io.evilnet.streams.topology;

import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Outcome;

/**
 * Receives what became of the posts of each partition, as absolute totals, from the threads that
 * process them.
 */
public interface OutcomeTotals {

  /** Takes no notice. */
  OutcomeTotals NONE = new OutcomeTotals() {};

  /**
   * The total of one outcome in one partition of {@code tweets}, as far as it has been processed;
   * it never shrinks.
   */
  default void update(int partition, Outcome outcome, long total) {}

  /** A dead letter is written; once more when its record is read again after a crash. */
  default void dead(Reason reason) {}

  /** This process no longer processes the partition; another one goes on with its totals. */
  default void forget(int partition) {}
}
