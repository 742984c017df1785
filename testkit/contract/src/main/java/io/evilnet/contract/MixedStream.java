package io.evilnet.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A deterministic stream of out-of-order posts, with edits, redeliveries, malformed lines, places
 * within cities and native retweets of posts of cities.
 */
final class MixedStream {

  private MixedStream() {}

  static List<Arrival> of(Instant start, int posts) {
    Random random = new Random(20_261_120);
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      Instant createdAt = start.plusMillis(i * 400L + random.nextInt(20_000));
      Post post = Post.at(createdAt, i, random.nextInt(200), "City " + random.nextInt(12));
      post = random.nextInt(4) == 0 ? post.quoting() : post;
      post = random.nextInt(10) == 0 ? post.withoutPlace() : post;
      Instant at = start.plusMillis(i * 400L + 20_000);
      switch (random.nextInt(20)) {
        case 0 ->
            arrivals.add(arrivals.isEmpty() ? Arrival.of(post) : redelivery(arrivals, random, at));
        case 1 -> arrivals.add(new Arrival(post.author(), post.editedLine(at), at));
        case 2 -> arrivals.add(new Arrival(post.author(), "{", at));
        case 3, 4 -> arrivals.add(resolved(post, random, at));
        case 5, 6 -> arrivals.add(retweet(post, random, at));
        default -> arrivals.add(new Arrival(post.author(), post.line(), at));
      }
    }
    return arrivals;
  }

  /** Returns a redelivery of one of the last 50 lines. */
  private static Arrival redelivery(List<Arrival> arrivals, Random random, Instant at) {
    int distance = 1 + random.nextInt(Math.min(50, arrivals.size()));
    Arrival earlier = arrivals.get(arrivals.size() - distance);
    return new Arrival(earlier.author(), earlier.line(), at);
  }

  /** Returns a retweet without a place, of a post of a city in half of the cases. */
  private static Arrival retweet(Post post, Random random, Instant at) {
    Post retweet = post.withoutPlace().referring("retweeted");
    Arrival arrival = new Arrival(retweet.author(), retweet.line(), at);
    return random.nextBoolean()
        ? arrival
        : arrival.resolvedTo("City " + random.nextInt(16), random.nextInt(8) == 0 ? "FR" : "CA");
  }

  /** Returns a post from a point of interest that was resolved to a city. */
  private static Arrival resolved(Post post, Random random, Instant at) {
    Post poi =
        Post.at(post.createdAt(), post.sequence(), post.author(), "A café").placed("poi", "CA");
    return new Arrival(poi.author(), poi.line(), at).resolvedTo("City " + random.nextInt(12), "CA");
  }
}
