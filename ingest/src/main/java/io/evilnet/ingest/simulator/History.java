package io.evilnet.ingest.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines of the last minutes, for backfill. Guarded by the caller's lock. */
final class History {

  private record Made(Instant at, List<SimulatedLine> lines) {}

  private final Duration kept;
  private final Deque<Made> made = new ArrayDeque<>();

  /**
   * @param kept retention; zero for none
   */
  History(Duration kept) {
    this.kept = kept;
  }

  private boolean isKept() {
    return !kept.isZero();
  }

  void add(Instant now, List<SimulatedLine> lines) {
    if (!isKept()) {
      return;
    }
    made.add(new Made(now, lines));
    while (made.peek().at().isBefore(now.minus(kept))) {
      made.remove();
    }
  }

  List<SimulatedLine> since(Instant from) {
    List<SimulatedLine> lines = new ArrayList<>();
    made.stream().filter(batch -> !batch.at().isBefore(from)).forEach(b -> lines.addAll(b.lines()));
    return lines;
  }
}
