package io.evilnet.simulator;

import io.evilnet.simulator.Fault.Kind;
import io.evilnet.simulator.FaultScript.Step;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State of the execution of a script. Thread-safe. */
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

  /** Returns the number of lines before the next fault of a connection or a line. */
  synchronized long linesLeft() {
    return next == null || next.fault().kind() == Kind.REQUEST ? Long.MAX_VALUE : linesLeft;
  }

  /** Records sent lines. */
  synchronized void sent(long lines) {
    linesLeft -= lines;
  }

  /** Takes the due fault of a connection or a line; empty if none is due. */
  synchronized Optional<Fault> takeDue() {
    return linesLeft() > 0 ? Optional.empty() : Optional.of(take());
  }

  /** Takes the due fault of a request; empty if none is due. */
  synchronized Optional<Fault> takeRequestFault() {
    return next == null || next.fault().kind() != Kind.REQUEST
        ? Optional.empty()
        : Optional.of(take());
  }

  /** Returns the number of executed faults. */
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
