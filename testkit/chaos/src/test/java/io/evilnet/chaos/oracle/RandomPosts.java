package io.evilnet.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Random posts: a few cities, a few hundred authors, times around an advancing clock. */
public final class RandomPosts {

  private static final int AUTHORS = 300;
  private static final int CITIES = 6;
  private static final double RETWEETS = 0.2;
  private static final double WITHOUT_CITY = 0.3;
  private static final Duration STEP = Duration.ofMillis(300);
  private static final Duration MAX_LATENESS = Duration.ofMinutes(7);

  /** A post. */
  public record Post(long id, long author, Instant createdAt, String city, String reference) {

    public Post withId(long other) {
      return new Post(other, author, createdAt, city, reference);
    }

    public Post later(Duration by) {
      return new Post(id, author, createdAt.plus(by), city, reference);
    }

    public byte[] key() {
      return Long.toString(author).getBytes(UTF_8);
    }

    public byte[] json() {
      return """
          {"data":{"id":"%d","author_id":"%d","created_at":"%s","edit_history_tweet_ids":["%d"],\
          "geo":{"place_id":"%s"},"referenced_tweets":[{"type":"%s","id":"9"}]},\
          "includes":{"places":[{"id":"%s","place_type":"city","country_code":"CA",\
          "full_name":"%s"}]}}"""
          .formatted(id, author, createdAt, id, city, reference, city, city)
          .getBytes(UTF_8);
    }
  }

  private final SplittableRandom random;
  private Instant now;
  private long nextId = 1;

  public RandomPosts(long seed, Instant start) {
    this.random = new SplittableRandom(seed);
    this.now = start;
  }

  /** Returns the arrival time of the next post. */
  public Instant now() {
    return now;
  }

  public Post next() {
    now = now.plus(STEP);
    boolean withoutCity = random.nextDouble() < WITHOUT_CITY;
    return new Post(
        nextId++,
        random.nextInt(1, AUTHORS),
        now.minusMillis(random.nextLong(MAX_LATENESS.toMillis())),
        withoutCity ? "" : "city-" + random.nextInt(CITIES),
        random.nextDouble() < RETWEETS ? "quoted" : "replied_to");
  }
}
