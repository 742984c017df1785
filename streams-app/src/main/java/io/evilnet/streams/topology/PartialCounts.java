package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * The partial counts of one partition of {@code tweets} for a city in a window, as absolute totals.
 *
 * @param partition the counted partition
 * @param windowStart the start of the window
 * @param city the city as last seen in that partition
 * @param counts its totals; users are additive, since the tweets of a user are in one partition
 * @param users the sketch of its users; none without a real city, and none if it is emitted
 *     separately
 * @param waiting the oldest of the posts that changed it since it was last emitted
 */
record PartialCounts(
    int partition,
    Instant windowStart,
    City city,
    Counts counts,
    UserSketch users,
    Optional<Waiting> waiting) {

  /** Returns the city and window of the counts. */
  CityWindow key() {
    return new CityWindow(windowStart, city.id());
  }
}
