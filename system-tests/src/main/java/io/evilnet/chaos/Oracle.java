package io.evilnet.chaos;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.chaos.Outcomes.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts by the contract, one post after the other, the plainest way there is: a tree of JSON, sets
 * of strings, nothing of the code that is tested. Canada, 5 minutes, 15 of grace.
 *
 * <p>Posts of one partition come in the order of their offsets; the partitions one after the other.
 */
final class Oracle {

  static final String BY_WINDOW = "counts_by_window";
  static final String BY_CITY = "counts_by_city";
  static final String WINDOWS = "windows";

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofMinutes(15);
  private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");
  private static final String NOWHERE = "";

  /** X's: milliseconds since this instant, shifted left by 22, are the time in an id. */
  private static final long ID_EPOCH = 1_288_834_974_657L;

  private static final int ID_TIME_SHIFT = 22;

  private record Place(Instant windowStart, String city) {}

  private static final class Total {
    private final Set<String> users = new HashSet<>();
    private long tweets;
    private long retweets;
  }

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Map<Place, Total> totals = new HashMap<>();
  private final Set<Instant> windows = new HashSet<>();
  private final Map<Instant, Set<String>> seen = new HashMap<>();
  private final EnumMap<Kind, Long> outcomes = new EnumMap<>(Kind.class);
  private Instant firstOpen = Instant.MIN;

  /** The next posts are of another partition. */
  void nextPartition() {
    firstOpen = Instant.MIN;
  }

  /** Takes the next post of the partition. */
  void accept(byte[] value, Instant arrival) {
    outcomes.merge(outcome(value, arrival), 1L, Long::sum);
  }

  /** What is right after the posts so far. */
  Truth truth() {
    Map<RowKey, Row> rows = new HashMap<>();
    totals.forEach(
        (place, total) -> {
          Row row = new Row(total.tweets, total.retweets, total.users.size());
          if (place.city.equals(NOWHERE)) {
            rows.put(new RowKey(WINDOWS, place.windowStart, NOWHERE), row);
          } else {
            rows.put(new RowKey(BY_WINDOW, place.windowStart, place.city), row);
            rows.put(new RowKey(BY_CITY, place.windowStart, place.city), row);
          }
        });
    windows.forEach(start -> rows.putIfAbsent(new RowKey(WINDOWS, start, NOWHERE), Row.NONE));
    return new Truth(rows, new Outcomes(outcomes));
  }

  private Kind outcome(byte[] value, Instant arrival) {
    Optional<JsonNode> post = parse(value);
    if (post.isEmpty()) {
      return Kind.DEAD;
    }
    JsonNode data = post.get().path("data");
    String id = data.path("id").asText();
    JsonNode history = data.path("edit_history_tweet_ids");
    String first = history.isEmpty() ? id : history.get(0).asText();
    Instant madeAt;
    try {
      madeAt = first.equals(id) ? Instant.parse(data.path("created_at").asText()) : timeOf(first);
    } catch (DateTimeException | NumberFormatException e) {
      return Kind.DEAD;
    }
    if (id.isEmpty()
        || data.path("author_id").asText().isEmpty()
        || madeAt.isAfter(arrival.plus(MOST_AHEAD))) {
      return Kind.DEAD;
    }
    return count(post.get(), first, madeAt);
  }

  private Kind count(JsonNode post, String identity, Instant madeAt) {
    Instant windowStart = windowStart(madeAt);
    if (windowStart.isBefore(firstOpen)) {
      return Kind.LATE;
    }
    if (!seen.computeIfAbsent(windowStart, start -> new HashSet<>()).add(identity)) {
      return Kind.DUPLICATE;
    }
    Instant open = windowStart(madeAt.minus(GRACE));
    firstOpen = open.isAfter(firstOpen) ? open : firstOpen;
    windows.add(windowStart);
    String city = city(post);
    Total total = totals.computeIfAbsent(new Place(windowStart, city), place -> new Total());
    total.tweets++;
    total.users.add(post.path("data").path("author_id").asText());
    for (JsonNode reference : post.path("data").path("referenced_tweets")) {
      if (RETWEETS.contains(reference.path("type").asText())) {
        total.retweets++;
        break;
      }
    }
    return city.equals(NOWHERE) ? Kind.UNRESOLVED : Kind.COUNTED;
  }

  private Optional<JsonNode> parse(byte[] value) {
    try {
      JsonNode post = value == null ? null : json.readTree(value);
      return Optional.ofNullable(post).filter(node -> node.path("data").isObject());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static String city(JsonNode post) {
    String wanted = post.path("data").path("geo").path("place_id").asText();
    for (JsonNode place : post.path("includes").path("places")) {
      if (place.path("id").asText().equals(wanted)
          && place.path("place_type").asText().equals("city")
          && place.path("country_code").asText().equals("CA")) {
        return wanted;
      }
    }
    return NOWHERE;
  }

  private static Instant windowStart(Instant time) {
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, WINDOW.toSeconds()));
  }

  private static Instant timeOf(String id) {
    return Instant.ofEpochMilli((Long.parseLong(id) >> ID_TIME_SHIFT) + ID_EPOCH);
  }
}
