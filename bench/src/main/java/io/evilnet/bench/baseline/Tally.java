package io.evilnet.bench.baseline;

import java.util.concurrent.atomic.LongAdder;

/** Counts the posts that a topology has seen and aggregated; thread-safe. */
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

  /** The posts so far; late are those that the aggregate did not take. */
  Report report() {
    long all = seen.sum();
    return new Report(all, all - counted.sum());
  }
}
