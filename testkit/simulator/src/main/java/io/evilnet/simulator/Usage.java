package io.evilnet.simulator;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Posts delivered to an account, by day, with a cap. Thread-safe. */
final class Usage {

  private final long cap;
  private final TreeMap<LocalDate, Long> days = new TreeMap<>();
  private long posts;

  Usage(long cap) {
    this.cap = cap;
  }

  synchronized void delivered(long count) {
    posts += count;
    days.merge(LocalDate.now(ZoneOffset.UTC), count, Long::sum);
  }

  /** Returns the number of posts before the cap is reached. */
  synchronized long remaining() {
    return cap - posts;
  }

  long cap() {
    return cap;
  }

  synchronized long posts() {
    return posts;
  }

  synchronized Map<LocalDate, Long> days() {
    return new TreeMap<>(days);
  }
}
