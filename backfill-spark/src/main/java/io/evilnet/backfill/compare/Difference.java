package io.evilnet.backfill.compare;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * A row that differs from the expected one.
 *
 * @param table the table of the row
 * @param key the window and city of the row
 * @param stored the values of the row; null if there is no row
 * @param expected the expected values; null if no row is expected
 */
public record Difference(CountTable table, CityWindow key, StoredCounts stored, CityCounts expected)
    implements Serializable {

  /** The kinds of difference. */
  public enum Kind {
    /** The row has other values. */
    WRONG,
    /** There is no row. */
    MISSING,
    /** There is a row for a window and city without tweets. */
    EXTRA;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One number that differs.
   *
   * @param metric {@code tweets}, {@code retweets}, {@code users}, {@code received_retweets}, or
   *     {@code users_sketch} if the sketches contain different users; its values are estimates,
   *     which may be equal
   * @param stored null if there is no row
   * @param expected null if no row is expected
   */
  public record Metric(String metric, Long stored, Long expected) {

    boolean differs() {
      return stored == null || !stored.equals(expected);
    }
  }

  public Kind kind() {
    if (stored == null) {
      return Kind.MISSING;
    }
    return expected == null ? Kind.EXTRA : Kind.WRONG;
  }

  /**
   * Returns the numbers that differ; all numbers of a missing or extra row, except received
   * retweets if zero.
   */
  public List<Metric> metrics() {
    Counts row = stored == null ? null : stored.counts();
    Counts expectedCounts = expected == null ? null : expected.counts();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(metric("tweets", row, expectedCounts, Counts::tweets));
    metrics.add(metric("retweets", row, expectedCounts, Counts::retweets));
    metrics.add(metric("users", row, expectedCounts, Counts::users));
    if (received(row) + received(expectedCounts) > 0) {
      metrics.add(metric("received_retweets", row, expectedCounts, Counts::receivedRetweets));
    }
    metrics.removeIf(metric -> !metric.differs());
    if (stored != null && expected != null && !stored.users().canHaveSameUsers(expected.users())) {
      metrics.add(
          new Metric(
              "users_sketch", stored.users().count().users(), expected.users().count().users()));
    }
    return metrics;
  }

  private static long received(Counts counts) {
    return counts == null ? 0 : counts.receivedRetweets();
  }

  private static Metric metric(
      String name, Counts row, Counts expectedCounts, ToLongFunction<Counts> number) {
    return new Metric(
        name,
        row == null ? null : (Long) number.applyAsLong(row),
        expectedCounts == null ? null : (Long) number.applyAsLong(expectedCounts));
  }

  /** Returns the display name of the city, or its id if the name is unknown. */
  public String cityName() {
    return expected == null ? key.cityId() : expected.city().fullName();
  }

  /** Returns the sort key: window, city, table. */
  public String order() {
    return key.windowStart() + " " + key.cityId() + " " + table.label();
  }
}
