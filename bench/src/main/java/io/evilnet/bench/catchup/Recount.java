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
 * Counts posts the plainest way there is, by the contract and with none of the code that is
 * measured: a tree of JSON, a set of the ids, a set of the authors of each city and window.
 *
 * <p>For posts as the benchmark makes them: none is late, and none is a later version of another.
 */
final class Recount {

  private static final long WINDOW_SECONDS = 300;

  /** Initial capacity of the many sets of authors, most of which stay small. */
  private static final int FEW = 2;

  private static final Set<String> RETWEETS = Set.of("retweeted", "quoted");

  private static final class Total {
    private final LongOpenHashSet users = new LongOpenHashSet(FEW);
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
   * Takes a post.
   *
   * @throws IOException if it is no JSON
   * @throws IllegalArgumentException if it is one that the benchmark does not make
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

  /** The number of posts, redeliveries included. */
  long posts() {
    return posts;
  }

  /** The number of different posts that are tagged with a city and so belong to a row. */
  long counted() {
    return counted;
  }

  /** The right rows by start of the window and id of the city. */
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

  /** Returns the one instance of an id that all windows share. */
  private String shared(String city) {
    return cities.computeIfAbsent(city, same -> same);
  }

  private static Instant windowStart(JsonNode data) {
    long second = Instant.parse(data.path("created_at").asText()).getEpochSecond();
    return Instant.ofEpochSecond(second - second % WINDOW_SECONDS);
  }

  /** The place that the post names, when it is a city of Canada. */
  private static Optional<String> city(JsonNode post) {
    String wanted = post.path("data").path("geo").path("place_id").asText();
    for (JsonNode place : post.path("includes").path("places")) {
      if (place.path("id").asText().equals(wanted)) {
        boolean counts =
            place.path("place_type").asText().equals("city")
                && place.path("country_code").asText().equals("CA");
        return counts ? Optional.of(wanted) : Optional.empty();
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
