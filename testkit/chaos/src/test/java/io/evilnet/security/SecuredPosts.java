package io.evilnet.security;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.SnowflakeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Four posts of one window: three of two authors in one city, one of them a quote, and a quote in
 * another.
 *
 * @param from the start of the window
 */
record SecuredPosts(Instant from) {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Returns posts in the window that was current some time ago. */
  static SecuredPosts before(Duration ago) {
    long millis = Instant.now().minus(ago).toEpochMilli();
    return new SecuredPosts(
        Instant.ofEpochMilli(millis - Math.floorMod(millis, WINDOW.toMillis())));
  }

  /** Returns the end of the window. */
  Instant to() {
    return from.plus(WINDOW);
  }

  /** Writes a file for {@code replay}. */
  Path file(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("posts.jsonl"),
        post(1, 71, "lockville", "Lockville, Ontario", "replied_to")
            + post(2, 71, "lockville", "Lockville, Ontario", "quoted")
            + post(3, 72, "lockville", "Lockville, Ontario", "replied_to")
            + post(4, 73, "keyport", "Keyport, Ontario", "quoted"));
  }

  private String post(int second, long author, String place, String city, String reference) {
    Instant time = from.plusSeconds(second);
    return """
        {"data":{"id":"%1$d","author_id":"%2$d","created_at":"%3$s","edit_history_tweet_ids":["%1$d"],\
        "geo":{"place_id":"%4$s"},"referenced_tweets":[{"type":"%6$s","id":"9"}]},\
        "includes":{"places":[{"id":"%4$s","place_type":"city","country_code":"CA","full_name":"%5$s"}]}}
        """
        .formatted(SnowflakeId.of(time, second), author, time, place, city, reference);
  }

  /** Returns the rows of the window in a keyspace, as city, tweets, retweets and users. */
  List<String> rows(CqlSession session, String keyspace) {
    return session
        .execute(
            "SELECT city, tweets, retweets, users FROM "
                + keyspace
                + ".counts_by_window"
                + " WHERE window_start = ?",
            from)
        .map(
            row ->
                "%s: %d %d %d"
                    .formatted(
                        row.getString("city"),
                        row.getLong("tweets"),
                        row.getLong("retweets"),
                        row.getLong("users")))
        .all();
  }
}
