package io.evilnet.streams.sink;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * A decoded record of {@code city-counts}.
 *
 * @param windowStart start of the window, in the years 1970 to 9999
 * @param city the city, with an id of 1 to 256 characters, {@link City#UNRESOLVED} or {@link
 *     City#CONTAINED}
 * @param counts the totals of the city in that window, none negative
 * @param users sketch of the users; none if the record has none
 * @param changedAt time of the last change; of two totals of a window and city, the later one is
 *     valid
 * @param appendedAt append time of the record
 * @param waiting the oldest of the posts that are new in it
 */
record CityTotal(
    Instant windowStart,
    City city,
    Counts counts,
    UserSketch users,
    Instant changedAt,
    Instant appendedAt,
    Optional<Waiting> waiting) {

  private static final Instant LATEST_WINDOW = Instant.parse("9999-12-31T23:59:59Z");
  private static final int MAX_ID_LENGTH = 256;

  CityTotal {
    if (windowStart.isBefore(Instant.EPOCH) || windowStart.isAfter(LATEST_WINDOW)) {
      throw new IllegalArgumentException("window start out of range: " + windowStart);
    }
    if (city.id().isEmpty() || city.id().length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("city id of " + city.id().length() + " characters");
    }
    if (counts.tweets() < 0
        || counts.retweets() < 0
        || counts.users() < 0
        || counts.receivedRetweets() < 0) {
      throw new IllegalArgumentException("negative counts: " + counts);
    }
  }

  /**
   * Returns this total as a replacement of an unwritten earlier one, with its oldest waiting post,
   * and with its sketch if this one has none.
   */
  CityTotal insteadOf(CityTotal earlier) {
    return new CityTotal(
        windowStart,
        city,
        counts,
        users.isNone() ? earlier.users : users,
        changedAt,
        appendedAt,
        Waiting.both(waiting, earlier.waiting));
  }

  /** Returns the values of the row. */
  CityCounts row() {
    return new CityCounts(city, counts, users);
  }

  /**
   * Returns the write time for Cassandra, in microseconds: the time of the change, so that neither
   * a delayed write nor a repeated total overwrites a later total or a repair.
   */
  long writeTime() {
    return Math.multiplyExact(changedAt.toEpochMilli(), 1_000L);
  }
}
