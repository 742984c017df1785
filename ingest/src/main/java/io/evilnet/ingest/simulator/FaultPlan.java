package io.evilnet.ingest.simulator;

import io.evilnet.ingest.simulator.Fault.Kind;
import io.evilnet.ingest.simulator.FaultScript.Step;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a script has come. Safe for use by many threads. */
final class FaultPlan {

  private static final Logger LOG = LoggerFactory.getLogger(FaultPlan.class);

  private final Iterator<Step> steps;
  private Step next;
  private long linesLeft;
  private long happened;

  FaultPlan(FaultScript script) {
    this.steps = script.steps();
    advance();
  }

  /** How many lines may go out before the next fault of a connection or a line. */
  synchronized long linesLeft() {
    return next == null || next.fault().kind() == Kind.ANSWER ? Long.MAX_VALUE : linesLeft;
  }

  /** Says that lines went out. */
  synchronized void sent(long lines) {
    linesLeft -= lines;
  }

  /** The fault that is due on a connection, which counts as done; empty when none is. */
  synchronized Optional<Fault> takeDue() {
    return linesLeft() > 0 ? Optional.empty() : Optional.of(take());
  }

  /** The answer that is due, which counts as done; empty when none is. */
  synchronized Optional<Fault> takeAnswer() {
    return next == null || next.fault().kind() != Kind.ANSWER
        ? Optional.empty()
        : Optional.of(take());
  }

  /** How many faults there were. */
  synchronized long happened() {
    return happened;
  }

  private Fault take() {
    Fault fault = next.fault();
    LOG.info("Fault: {}", fault.label());
    happened++;
    advance();
    return fault;
  }

  private void advance() {
    next = steps.hasNext() ? steps.next() : null;
    linesLeft = next == null ? 0 : next.lines();
  }
}
