package io.evilnet.streams.unusual;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * Windows that have ended, oldest first, with the tweets of all cities.
 *
 * @param end end of the newest window
 * @param window length of a window
 * @param windows how many there are
 * @param usable those with posts and without an outage
 * @param settled those of them that accept no late posts any more
 * @param cities all cities that have a tweet in one of them
 */
record Timeline(
    Instant end,
    Duration window,
    int windows,
    BitSet usable,
    BitSet settled,
    List<CityTweets> cities) {

  /** Start of a window. */
  Instant start(int index) {
    return end.minus(window.multipliedBy(windows - index));
  }

  /** End of a window. */
  Instant end(int index) {
    return start(index).plus(window);
  }

  /** Tweets of all cities together. */
  int[] total() {
    int[] total = new int[windows];
    for (CityTweets city : cities) {
      int[] tweets = city.tweets();
      for (int i = 0; i < total.length; i++) {
        total[i] += tweets[i];
      }
    }
    return total;
  }
}
