package io.evilnet.bench.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reference count of the posts by the counting contract, independent of the measured code: JSON
 * trees, a set of ids, and a set of authors per city and window.
 *
 * <p>Supports the generated posts only, none of which is late or edited.
 */
final class Recount {

  private static final long WINDOW_SECONDS = 300;

  /** Initial capacity of the sets of authors, most of which are small. */
  private static final int INITIAL_CAPACITY = 2;

  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");

  private static final class Total {
    private final LongOpenHashSet users = new LongOpenHashSet(INITIAL_CAPACITY);
    private long tweets;
    private long retweets;
  }

  private final ObjectMapper json = new JsonMapper();
  private final LongOpenHashSet ids = new LongOpenHashSet();
  private final Map<String, String> cities = new HashMap<>();
  private final Map<Instant, Map<String, Total>> totals = new TreeMap<>();
  private long posts;
  private long counted;

  /**
   * Adds a post.
   *
   * @throws IOException if it is not JSON
   * @throws IllegalArgumentException if it is an edit
   */
  void accept(byte[] line) throws IOException {
    JsonNode post = json.readTree(line);
    JsonNode data = post.path("data");
    long id = number(data.path("id"));
    if (data.path("edit_history_tweet_ids").size() != 1) {
      throw new IllegalArgumentException("post %d has several versions".formatted(id));
    }
    posts++;
    if (!ids.add(id)) {
      return;
    }
    Optional<String> city = city(post);
    if (city.isPresent()) {
      counted++;
      Total total =
          totals
              .computeIfAbsent(windowStart(data), start -> new HashMap<>())
              .computeIfAbsent(shared(city.get()), name -> new Total());
      total.tweets++;
      total.retweets += isRetweet(data) ? 1 : 0;
      total.users.add(number(data.path("author_id")));
    }
  }

  /** Returns the number of posts, including redeliveries. */
  long posts() {
    return posts;
  }

  /** Returns the number of distinct posts with a city, which belong to a row. */
  long counted() {
    return counted;
  }

  /** Returns the expected rows by window start and city id. */
  Map<Instant, Map<String, Row>> rows() {
    Map<Instant, Map<String, Row>> rows = new TreeMap<>();
    totals.forEach(
        (start, cities) -> {
          Map<String, Row> window = new HashMap<>();
          cities.forEach(
              (city, total) ->
                  window.put(city, new Row(total.tweets, total.retweets, total.users.size())));
          rows.put(start, window);
        });
    return rows;
  }

  /** Returns the shared instance of a city id. */
  private String shared(String city) {
    return cities.computeIfAbsent(city, same -> same);
  }

  private static Instant windowStart(JsonNode data) {
    long second = Instant.parse(data.path("created_at").asText()).getEpochSecond();
    return Instant.ofEpochSecond(second - second % WINDOW_SECONDS);
  }

  /** Returns the place id of the post, if it is a city of Canada. */
  private static Optional<String> city(JsonNode post) {
    String placeId = post.path("data").path("geo").path("place_id").asText();
    for (JsonNode place : post.path("includes").path("places")) {
      if (place.path("id").asText().equals(placeId)) {
        boolean counts =
            place.path("place_type").asText().equals("city")
                && place.path("country_code").asText().equals("CA");
        return counts ? Optional.of(placeId) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isRetweet(JsonNode data) {
    for (JsonNode reference : data.path("referenced_tweets")) {
      if (RETWEETS.contains(reference.path("type").asText())) {
        return true;
      }
    }
    return false;
  }

  private static long number(JsonNode id) {
    return Long.parseUnsignedLong(id.asText());
  }
}
