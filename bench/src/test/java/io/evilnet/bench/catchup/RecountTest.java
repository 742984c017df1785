package io.evilnet.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecountTest {

  private static final Instant TWO = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant FIVE_PAST = Instant.parse("2026-11-20T14:05:00Z");
  private static final String MONTREAL = "36775d842cbec509";
  private static final String TORONTO = "3797791ff9c0e4c6";

  private final Recount recount = new Recount();

  @Test
  void shouldCountByCityAndWindow() throws IOException {
    accept(post(1, 7, "14:00:00", MONTREAL, "city", "CA", ""));
    accept(post(2, 7, "14:04:59", MONTREAL, "city", "CA", "quoted"));
    accept(post(3, 8, "14:04:59", MONTREAL, "city", "CA", "replied_to"));
    accept(post(4, 8, "14:05:00", MONTREAL, "city", "CA", "retweeted"));
    accept(post(5, 8, "14:05:01", TORONTO, "city", "CA", ""));

    assertThat(recount.rows())
        .isEqualTo(
            Map.of(
                TWO, Map.of(MONTREAL, new Row(3, 1, 2)),
                FIVE_PAST, Map.of(MONTREAL, new Row(1, 1, 1), TORONTO, new Row(1, 0, 1))));
  }

  @Test
  void shouldCountDuplicatePostOnce() throws IOException {
    accept(post(1, 7, "14:00:00", MONTREAL, "city", "CA", ""));
    accept(post(1, 7, "14:00:00", MONTREAL, "city", "CA", ""));

    assertThat(recount.posts()).isEqualTo(2);
    assertThat(recount.counted()).isEqualTo(1);
    assertThat(recount.rows()).isEqualTo(Map.of(TWO, Map.of(MONTREAL, new Row(1, 0, 1))));
  }

  @Test
  void shouldExcludePlacesOtherThanCitiesOfCountry() throws IOException {
    accept(post(1, 7, "14:00:00", MONTREAL, "poi", "CA", ""));
    accept(post(2, 7, "14:00:00", MONTREAL, "city", "US", ""));
    accept("{\"data\":{\"id\":\"3\",\"edit_history_tweet_ids\":[\"3\"],\"author_id\":\"7\"}}");

    assertThat(recount.posts()).isEqualTo(3);
    assertThat(recount.counted()).isZero();
    assertThat(recount.rows()).isEmpty();
  }

  @Test
  void shouldRejectEditedPost() {
    assertThatThrownBy(
            () -> accept("{\"data\":{\"id\":\"2\",\"edit_history_tweet_ids\":[\"1\",\"2\"]}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("post 2 has several versions");
  }

  private void accept(String line) throws IOException {
    recount.accept(line.getBytes(UTF_8));
  }

  private static String post(
      long id, long author, String time, String place, String type, String country, String kind) {
    String references =
        kind.isEmpty()
            ? ""
            : ",\"referenced_tweets\":[{\"type\":\"%s\",\"id\":\"99\"}]".formatted(kind);
    return """
        {"data":{"author_id":"%2$d","created_at":"2026-11-20T%3$s.000Z","edit_history_tweet_ids":["%1$d"],\
        "id":"%1$d","geo":{"place_id":"%4$s"}%7$s},\
        "includes":{"places":[{"country_code":"%6$s","id":"%4$s","place_type":"%5$s"}]}}"""
        .formatted(id, author, time, place, type, country, references);
  }
}
