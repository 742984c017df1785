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
 * @param truth the expected values; null if no row is expected
 */
public record Difference(CountTable table, CityWindow key, StoredCounts stored, CityCounts truth)
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
   *     {@code users_sketch} where it has other users; the values are then estimates, which may be
   *     equal
   * @param stored null if there is no row
   * @param truth null if no row is expected
   */
  public record Metric(String metric, Long stored, Long truth) {

    boolean differs() {
      return stored == null || !stored.equals(truth);
    }
  }

  public Kind kind() {
    if (stored == null) {
      return Kind.MISSING;
    }
    return truth == null ? Kind.EXTRA : Kind.WRONG;
  }

  /**
   * The numbers that differ; all of a row that is missing or too much, except received retweets of
   * which there are none.
   */
  public List<Metric> metrics() {
    Counts row = stored == null ? null : stored.counts();
    Counts right = truth == null ? null : truth.counts();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(metric("tweets", row, right, Counts::tweets));
    metrics.add(metric("retweets", row, right, Counts::retweets));
    metrics.add(metric("users", row, right, Counts::users));
    if (received(row) + received(right) > 0) {
      metrics.add(metric("received_retweets", row, right, Counts::receivedRetweets));
    }
    metrics.removeIf(metric -> !metric.differs());
    if (stored != null && truth != null && !stored.users().canHaveSameUsers(truth.users())) {
      metrics.add(
          new Metric(
              "users_sketch", stored.users().count().users(), truth.users().count().users()));
    }
    return metrics;
  }

  private static long received(Counts counts) {
    return counts == null ? 0 : counts.receivedRetweets();
  }

  private static Metric metric(
      String name, Counts row, Counts right, ToLongFunction<Counts> number) {
    return new Metric(
        name,
        row == null ? null : (Long) number.applyAsLong(row),
        right == null ? null : (Long) number.applyAsLong(right));
  }

  /** The name to show. */
  public String cityName() {
    return truth == null ? key.cityId() : truth.city().fullName();
  }

  /** By window, then city, then table. */
  public String order() {
    return key.windowStart() + " " + key.cityId() + " " + table.label();
  }
}
