package io.evilnet.chaos.observe;

import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Detects rows that decrease, and records the maximum of each row. */
public final class RowWatch {

  private static final int MAX_REPORTED = 20;

  private final Map<RowKey, Row> maxima = new HashMap<>();
  private final List<String> decreased = new ArrayList<>();

  /** Records a sample of all rows. */
  public synchronized void observe(Map<RowKey, Row> rows) {
    maxima.forEach(
        (key, before) -> {
          Row now = rows.getOrDefault(key, Row.NONE);
          if (before.exceeds(now) && decreased.size() < MAX_REPORTED) {
            decreased.add("%s: %s, then %s".formatted(key, before, now));
          }
        });
    rows.forEach((key, row) -> maxima.merge(key, row, Row::max));
  }

  /** Returns a copy of the observations so far. */
  synchronized RowWatch copy() {
    RowWatch copy = new RowWatch();
    copy.maxima.putAll(maxima);
    copy.decreased.addAll(decreased);
    return copy;
  }

  /** Returns the rows that have decreased. */
  public List<String> decreased() {
    return List.copyOf(decreased);
  }

  /** Returns the rows that have exceeded the expected counts in any sample. */
  public List<String> exceeding(Map<RowKey, Row> expected) {
    List<String> exceeding = new ArrayList<>();
    maxima.forEach(
        (key, row) -> {
          Row limit = expected.getOrDefault(key, Row.NONE);
          if (row.exceeds(limit) && exceeding.size() < MAX_REPORTED) {
            exceeding.add("%s: %s, expected %s".formatted(key, row, limit));
          }
        });
    return exceeding;
  }
}
