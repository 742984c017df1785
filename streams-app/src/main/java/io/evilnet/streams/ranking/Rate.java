package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import java.util.Locale;

/** The rates by which cities are ranked. */
public enum Rate {
  TWEETS_PER_USER,
  RETWEET_SHARE,
  /** Of the metric, per 100,000 inhabitants. */
  PER_100000;

  private static final double INHABITANTS = 100_000;

  /**
   * Returns the rate of a city; not finite without users or a known population.
   *
   * @param population null if unknown
   */
  double of(Counts counts, Metric metric, Integer population) {
    return switch (this) {
      case TWEETS_PER_USER -> (double) counts.tweets() / counts.users();
      case RETWEET_SHARE -> (double) counts.retweets() / counts.tweets();
      case PER_100000 ->
          population == null ? Double.NaN : INHABITANTS * metric.of(counts) / population;
    };
  }

  /** Returns the name in the API and in options, such as {@code tweets-per-user}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
