package io.evilnet.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines of the last minutes, for backfill. Guarded by the caller's lock. */
final class History {

  private record Batch(Instant at, List<SimulatedLine> lines) {}

  private final Duration retention;
  private final Deque<Batch> batches = new ArrayDeque<>();

  /**
   * @param retention retention of lines; zero for none
   */
  History(Duration retention) {
    this.retention = retention;
  }

  private boolean isKept() {
    return !retention.isZero();
  }

  void add(Instant now, List<SimulatedLine> lines) {
    if (!isKept()) {
      return;
    }
    batches.add(new Batch(now, lines));
    while (batches.peek().at().isBefore(now.minus(retention))) {
      batches.remove();
    }
  }

  List<SimulatedLine> since(Instant from) {
    List<SimulatedLine> lines = new ArrayList<>();
    batches.stream()
        .filter(batch -> !batch.at().isBefore(from))
        .forEach(b -> lines.addAll(b.lines()));
    return lines;
  }
}
