package io.evilnet.bench.baseline;

import java.util.concurrent.atomic.LongAdder;

/** Counts the posts that a topology has received and aggregated; thread-safe. */
final class Tally {

  private final LongAdder seen = new LongAdder();
  private final LongAdder counted = new LongAdder();

  /** Records a post before the aggregation. */
  void addSeen() {
    seen.increment();
  }

  /** Records an aggregated post. */
  void addCounted() {
    counted.increment();
  }

  long seen() {
    return seen.sum();
  }

  /** Returns the posts so far; those that were not aggregated are late. */
  Report report() {
    long all = seen.sum();
    return new Report(all, all - counted.sum());
  }
}
