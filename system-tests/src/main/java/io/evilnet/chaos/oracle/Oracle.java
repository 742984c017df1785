package io.evilnet.chaos.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reference implementation of the counting contract, sequential and independent of the tested code:
 * JSON trees and sets of big integers. Of duplicate keys in an object the last is used, as in any
 * tree.
 *
 * <p>Posts of a partition are passed in the order of their offsets; partitions one after the other.
 */
public final class Oracle {

  public static final String BY_WINDOW = "counts_by_window";
  public static final String BY_CITY = "counts_by_city";
  public static final String WINDOWS = "windows";

  /** The city of the row of the posts whose place is contained in a city. */
  public static final String CONTAINED = "contained";

  private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");
  private static final String NOWHERE = "";

  /** Tags of a chaos run: of one country or of several, without negations. */
  private static final Pattern TAG_COUNTRY = Pattern.compile("place_country:([A-Za-z]{2})\\b");

  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  /** X's epoch: milliseconds since this instant, shifted left by 22, are the time in an id. */
  private static final long ID_EPOCH = 1_288_834_974_657L;

  private static final int ID_TIME_SHIFT = 22;

  private record Place(Instant windowStart, String city) {}

  /** The city of a post, and whether it contains the place of the post. */
  private record Located(String city, boolean contained) {
    static final Located NOWHERE = new Located(Oracle.NOWHERE, false);
  }

  private static final class Total {
    private final Set<BigInteger> users = new HashSet<>();
    private long tweets;
    private long retweets;

    void add(BigInteger author, boolean retweet) {
      tweets++;
      users.add(author);
      if (retweet) {
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
    boolean add(
        Place place, boolean contained, BigInteger identity, BigInteger author, boolean retweet) {
      if (!seen.computeIfAbsent(place.windowStart, start -> new HashSet<>()).add(identity)) {
        return false;
      }
      windows.add(place.windowStart);
      total(place).add(author, retweet);
      if (contained) {
        total(new Place(place.windowStart, CONTAINED)).add(author, retweet);
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
            Row row = new Row(total.tweets, total.retweets, total.users.size());
            if (place.city.equals(NOWHERE) || place.city.equals(CONTAINED)) {
              rows.put(new RowKey(WINDOWS, place.windowStart, place.city), row);
            } else {
              rows.put(new RowKey(BY_WINDOW, place.windowStart, place.city), row);
              rows.put(new RowKey(BY_CITY, place.windowStart, place.city), row);
            }
          });
      windows.forEach(start -> rows.putIfAbsent(new RowKey(WINDOWS, start, NOWHERE), Row.NONE));
      return rows;
    }
  }

  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Counting counting;

  /** As streams-app counts, without late posts. */
  private final Totals inTime = new Totals();

  /** Including late posts, which a backfill adds. */
  private final Totals all = new Totals();

  private final EnumMap<Kind, Long> outcomes = new EnumMap<>(Kind.class);
  private Instant firstOpen = Instant.MIN;

  public Oracle(Counting counting) {
    this.counting = counting;
  }

  /** Starts the next partition. */
  void nextPartition() {
    firstOpen = Instant.MIN;
  }

  /** Takes the next post of the partition, whose record has no city in its headers. */
  public Kind accept(byte[] value, Instant arrival) {
    return accept(value, arrival, null);
  }

  /**
   * Takes the next post of the partition and returns its expected outcome.
   *
   * @param resolved the header with the city of its place; null without one
   */
  Kind accept(byte[] value, Instant arrival, byte[] resolved) {
    Kind kind = outcome(value, arrival, resolved);
    outcomes.merge(kind, 1L, Long::sum);
    return kind;
  }

  /** Returns the expected rows and outcomes of the posts so far. */
  public Truth truth() {
    return new Truth(inTime.rows(), all.rows(), new Outcomes(outcomes));
  }

  private Kind outcome(byte[] value, Instant arrival, byte[] resolved) {
    Optional<JsonNode> post = parse(value);
    if (post.isEmpty()) {
      return Kind.DEAD;
    }
    JsonNode data = post.get().path("data");
    Optional<BigInteger> id = id(data.path("id"));
    Optional<BigInteger> author = id(data.path("author_id"));
    JsonNode history = data.path("edit_history_tweet_ids");
    Optional<BigInteger> first = history.isArray() && !history.isEmpty() ? id(history.get(0)) : id;
    if (id.isEmpty() || author.isEmpty() || first.isEmpty()) {
      return Kind.DEAD;
    }
    Optional<Instant> madeAt =
        first.equals(id) ? time(data.path("created_at")) : Optional.of(timeOf(first.get()));
    if (madeAt.isEmpty() || madeAt.get().isAfter(arrival.plus(MOST_AHEAD))) {
      return Kind.DEAD;
    }
    Located located = locate(post.get(), resolved);
    Kind kind = count(post.get(), located, first.get(), author.get(), madeAt.get());
    return kind == Kind.LATE && !first.equals(id) ? Kind.EDITED : kind;
  }

  private Kind count(
      JsonNode post, Located located, BigInteger identity, BigInteger author, Instant madeAt) {
    Place place = new Place(windowStart(madeAt), located.city);
    boolean retweet = isRetweet(post.path("data").path("referenced_tweets"));
    all.add(place, located.contained, identity, author, retweet);
    if (place.windowStart.isBefore(firstOpen)) {
      return Kind.LATE;
    }
    if (!inTime.add(place, located.contained, identity, author, retweet)) {
      return Kind.DUPLICATE;
    }
    Instant open = windowStart(madeAt.minus(counting.grace()));
    firstOpen = open.isAfter(firstOpen) ? open : firstOpen;
    return place.city.equals(NOWHERE) ? Kind.UNRESOLVED : Kind.COUNTED;
  }

  private Optional<JsonNode> parse(byte[] value) {
    try {
      JsonNode post = value == null ? null : json.readTree(value);
      return Optional.ofNullable(post).filter(node -> node.path("data").isObject());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static boolean isRetweet(JsonNode references) {
    if (references.isArray()) {
      for (JsonNode reference : references) {
        if (RETWEETS.contains(text(reference.path("type")).orElse(""))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the first place with the post's place id, if it is a city of the countries: by its
   * code, else by the post's matching rules. For another place, the city it was resolved to.
   */
  private Located locate(JsonNode post, byte[] resolved) {
    Optional<String> wanted = text(post.path("data").path("geo").path("place_id"));
    JsonNode places = post.path("includes").path("places");
    if (wanted.isEmpty()
        || !wanted.get().matches("(?!(unresolved|contained)$)[A-Za-z0-9_-]{1,64}")
        || !places.isArray()) {
      return Located.NOWHERE;
    }
    for (JsonNode place : places) {
      if (text(place.path("id")).equals(wanted)) {
        if (!text(place.path("place_type")).equals(Optional.of("city"))) {
          return resolved == null ? Located.NOWHERE : containerOf(resolved);
        }
        return isOfCountries(country(place, post.path("matching_rules")))
            ? new Located(wanted.get(), false)
            : Located.NOWHERE;
      }
    }
    return Located.NOWHERE;
  }

  private Located containerOf(byte[] resolved) {
    try {
      JsonNode city = json.readTree(resolved);
      return isOfCountries(city.path("country_code").asText())
          ? new Located(city.path("id").asText(), true)
          : Located.NOWHERE;
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private boolean isOfCountries(String code) {
    return counting.countries().isEmpty() || counting.countries().contains(code);
  }

  private static String country(JsonNode place, JsonNode rules) {
    String code = text(place.path("country_code")).orElse("");
    if (code.matches("[A-Za-z]{2}")) {
      return code.toUpperCase(Locale.ROOT);
    }
    Set<String> named = new HashSet<>();
    for (JsonNode rule : rules) {
      Set<String> ofTag =
          TAG_COUNTRY
              .matcher(text(rule.path("tag")).orElse(""))
              .results()
              .map(found -> found.group(1).toUpperCase(Locale.ROOT))
              .collect(Collectors.toSet());
      if (ofTag.size() == 1) {
        named.addAll(ofTag);
      }
    }
    return named.size() == 1 ? named.iterator().next() : NOWHERE;
  }

  /** Returns a string or an integer as text. */
  private static Optional<String> text(JsonNode node) {
    return node.isTextual() || node.isIntegralNumber()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  /** Parses a decimal unsigned 64-bit id. */
  private static Optional<BigInteger> id(JsonNode node) {
    return text(node)
        .filter(digits -> digits.matches("[0-9]+"))
        .map(BigInteger::new)
        .filter(id -> id.bitLength() <= Long.SIZE);
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return text(node)
          .map(Instant::parse)
          .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private Instant windowStart(Instant time) {
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, counting.window().toSeconds()));
  }

  private static Instant timeOf(BigInteger id) {
    return Instant.ofEpochMilli(id.shiftRight(ID_TIME_SHIFT).longValueExact() + ID_EPOCH);
  }
}
