package io.evilnet.simulator;

import io.evilnet.core.SnowflakeId;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Simulated authors with a realistic distribution of posts: few authors with many posts, many with
 * few, and a maximum rate.
 *
 * <p>The n-th author posts in proportion to 1 / (n + q), the law of Zipf and Mandelbrot. q grows
 * with the rate of all posts, so that the busiest author stays at {@link #BUSIEST} on average; the
 * number of authors grows as well.
 */
final class Authors {

  /** Mean time between two posts of the busiest author. */
  static final Duration BUSIEST = Duration.ofSeconds(20);

  private static final double AUTHORS_PER_Q = 50;
  private static final double MIN_Q = 20;
  private static final Instant FIRST_NEW_ACCOUNT = Instant.parse("2014-01-01T00:00:00Z");
  private static final long MILLIS_BETWEEN_ACCOUNTS = 30_000;
  private static final long FIRST_OLD_ACCOUNT = 100_000_000L;
  private static final long OLD_ACCOUNT_STEP = 7;
  private static final int OLD_ACCOUNT_OF = 3;
  private static final int MAX_INACTIVE_AUTHORS = 16;

  private final Gazetteer gazetteer;
  private final long seed;
  private final double q;
  private final double logOfRange;

  Authors(Gazetteer gazetteer, long seed, double postsPerSecond) {
    this.gazetteer = gazetteer;
    this.seed = seed;
    this.logOfRange = Math.log1p(AUTHORS_PER_Q);
    this.q = Math.max(MIN_Q, postsPerSecond * BUSIEST.toSeconds() / logOfRange);
  }

  /** Returns a random author, weighted by activity. */
  Author any(SplittableRandom random) {
    return author((long) (q * Math.expm1(random.nextDouble() * logOfRange)));
  }

  /**
   * Returns a random author who is active at a time: few are at night, by the solar time of their
   * city. In a single country the activity is constant, so that a short run is independent of its
   * start time.
   */
  Author active(Instant now, SplittableRandom random) {
    Author author = any(random);
    for (int other = 0; gazetteer.isWorldwide() && other < MAX_INACTIVE_AUTHORS; other++) {
      if (random.nextDouble() < DayRhythm.activity(now, author.home().longitude())) {
        return author;
      }
      author = any(random);
    }
    return author;
  }

  /** Returns the author of a rank, 0 being the busiest; deterministic for a seed. */
  Author author(long rank) {
    long bits = mix(seed ^ mix(rank));
    double populationShare = (bits >>> 11) * 0x1p-53;
    return new Author(id(rank, bits), gazetteer.cityAt(populationShare));
  }

  /** Returns the id of a rank: accounts before 2014 have short ids, later ones snowflakes. */
  private static long id(long rank, long bits) {
    if (rank % OLD_ACCOUNT_OF == 0) {
      return FIRST_OLD_ACCOUNT + rank * OLD_ACCOUNT_STEP;
    }
    return SnowflakeId.of(
        FIRST_NEW_ACCOUNT.plusMillis(rank * MILLIS_BETWEEN_ACCOUNTS), (int) (bits & 0x3f_ffff));
  }

  /** Finalizer of SplitMix64: every bit of the result depends on every bit of the argument. */
  private static long mix(long value) {
    long z = value + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
