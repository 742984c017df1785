package io.evilnet.chaos.oracle;

import io.evilnet.chaos.oracle.Outcomes.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reference implementation of the counting contract, sequential and independent of the tested code:
 * JSON trees and sets of big integers.
 *
 * <p>Posts of a partition are passed in the order of their offsets; partitions one after the other.
 */
public final class Oracle {

  public static final String BY_WINDOW = "counts_by_window";
  public static final String BY_BUCKET = "counts_by_bucket";
  public static final String WINDOWS = "windows";

  /** City of the row of posts with a place that is contained in a city. */
  public static final String CONTAINED = "contained";

  private static final String NO_CITY = ReferenceParser.NO_CITY;

  private record Place(Instant windowStart, String city) {}

  private static final class Total {
    private final Set<BigInteger> users = new HashSet<>();
    private long tweets;
    private long retweets;
    private long received;

    void add(ReadPost post) {
      tweets++;
      users.add(post.author());
      if (post.retweet()) {
        retweets++;
      }
    }
  }

  /** Mutable totals. */
  private static final class Totals {
    private final Map<Place, Total> totals = new HashMap<>();
    private final Set<Instant> windows = new HashSet<>();
    private final Map<Instant, Set<BigInteger>> seen = new HashMap<>();

    /** Adds a post; returns false if it is a duplicate. */
    boolean add(ReadPost post, Instant windowStart) {
      if (!seen.computeIfAbsent(windowStart, start -> new HashSet<>()).add(post.identity())) {
        return false;
      }
      windows.add(windowStart);
      total(new Place(windowStart, post.city())).add(post);
      if (post.contained()) {
        total(new Place(windowStart, CONTAINED)).add(post);
      }
      if (!post.receiver().equals(NO_CITY)) {
        total(new Place(windowStart, post.receiver())).received++;
      }
      return true;
    }

    private Total total(Place place) {
      return totals.computeIfAbsent(place, none -> new Total());
    }

    Map<RowKey, Row> rows() {
      Map<RowKey, Row> rows = new HashMap<>();
      totals.forEach(
          (place, total) -> {
            Row row = new Row(total.tweets, total.retweets, total.users.size(), total.received);
            if (place.city.equals(NO_CITY) || place.city.equals(CONTAINED)) {
              rows.put(new RowKey(WINDOWS, place.windowStart, place.city), row);
            } else {
              rows.put(new RowKey(BY_WINDOW, place.windowStart, place.city), row);
              rows.put(new RowKey(BY_BUCKET, place.windowStart, place.city), row);
            }
          });
      windows.forEach(start -> rows.putIfAbsent(new RowKey(WINDOWS, start, NO_CITY), Row.NONE));
      return rows;
    }
  }

  private final Counting counting;
  private final ReferenceParser posts;

  /** As streams-app counts, without late posts. */
  private final Totals inTime = new Totals();

  /** Including late posts, which a backfill adds. */
  private final Totals all = new Totals();

  private final EnumMap<Kind, Long> outcomes = new EnumMap<>(Kind.class);
  private Instant firstOpen = Instant.MIN;

  public Oracle(Counting counting) {
    this.counting = counting;
    this.posts = new ReferenceParser(counting.countries());
  }

  /** Starts the next partition. */
  void nextPartition() {
    firstOpen = Instant.MIN;
  }

  /** Adds the next post of the partition, without a city in its headers. */
  public Kind accept(byte[] value, Instant arrival) {
    return accept(value, arrival, null);
  }

  /**
   * Adds the next post of the partition and returns its expected outcome.
   *
   * @param resolved the header with the city of its place; null without one
   */
  Kind accept(byte[] value, Instant arrival, byte[] resolved) {
    Kind kind = posts.read(value, arrival, resolved).map(this::count).orElse(Kind.DEAD);
    outcomes.merge(kind, 1L, Long::sum);
    return kind;
  }

  /** Returns the expected rows and outcomes of the posts so far. */
  public ExpectedCounts expected() {
    return new ExpectedCounts(inTime.rows(), all.rows(), new Outcomes(outcomes));
  }

  private Kind count(ReadPost post) {
    Instant windowStart = windowStart(post.createdAt());
    all.add(post, windowStart);
    if (windowStart.isBefore(firstOpen)) {
      return post.edited() ? Kind.EDITED : Kind.LATE;
    }
    if (!inTime.add(post, windowStart)) {
      return Kind.DUPLICATE;
    }
    Instant open = windowStart(post.createdAt().minus(counting.grace()));
    firstOpen = open.isAfter(firstOpen) ? open : firstOpen;
    return post.city().equals(NO_CITY) ? Kind.UNRESOLVED : Kind.COUNTED;
  }

  private Instant windowStart(Instant time) {
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, counting.window().toSeconds()));
  }
}
