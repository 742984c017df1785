package io.evilnet.bench.baseline;

import java.util.concurrent.atomic.LongAdder;

/** How many posts a topology has seen and counted; for many threads. */
final class Tally {

  private final LongAdder seen = new LongAdder();
  private final LongAdder counted = new LongAdder();

  /** Notes a post that comes to the aggregate. */
  void see() {
    seen.increment();
  }

  /** Notes a post that the aggregate has taken. */
  void count() {
    counted.increment();
  }

  long seen() {
    return seen.sum();
  }

  /** The posts that the aggregate has not taken, because their window was closed. */
  Report report() {
    long all = seen.sum();
    return new Report(all, all - counted.sum());
  }
}
