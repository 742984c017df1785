package io.evilnet.chaos.observe;

import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Detects rows that decrease, and records the maximum of each row. */
public final class RowWatch {

  private static final int MOST_TOLD = 20;

  private final Map<RowKey, Row> most = new HashMap<>();
  private final List<String> shrunk = new ArrayList<>();

  /** Takes a sample of all rows. */
  public synchronized void look(Map<RowKey, Row> rows) {
    most.forEach(
        (key, before) -> {
          Row now = rows.getOrDefault(key, Row.NONE);
          if (before.exceeds(now) && shrunk.size() < MOST_TOLD) {
            shrunk.add("%s: %s, then %s".formatted(key, before, now));
          }
        });
    rows.forEach((key, row) -> most.merge(key, row, Row::max));
  }

  /** Returns a copy of the observations so far. */
  synchronized RowWatch untilNow() {
    RowWatch copy = new RowWatch();
    copy.most.putAll(most);
    copy.shrunk.addAll(shrunk);
    return copy;
  }

  /** Returns the rows that have decreased. */
  public List<String> shrunk() {
    return List.copyOf(shrunk);
  }

  /** Returns the rows that have exceeded the expected counts in any sample. */
  public List<String> exceeding(Map<RowKey, Row> right) {
    List<String> exceeding = new ArrayList<>();
    most.forEach(
        (key, row) -> {
          Row most = right.getOrDefault(key, Row.NONE);
          if (row.exceeds(most) && exceeding.size() < MOST_TOLD) {
            exceeding.add("%s: %s, expected %s".formatted(key, row, most));
          }
        });
    return exceeding;
  }
}
