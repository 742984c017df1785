package io.evilnet.streams.ranking;

import java.time.Duration;

/**
 * The settings of the ranking.
 *
 * @param interval interval of updates, 100 ms or more
 * @param size number of cities on each side, 1 to 1,000
 */
public record RankingSettings(Duration interval, int size) {

  public RankingSettings {
    if (interval.toMillis() < 100) {
      throw new IllegalArgumentException(
          "ranking-interval must be 100ms or more, but is " + interval);
    }
    if (size < 1 || size > 1_000) {
      throw new IllegalArgumentException("ranking-size must be 1 to 1000, but is " + size);
    }
  }
}
