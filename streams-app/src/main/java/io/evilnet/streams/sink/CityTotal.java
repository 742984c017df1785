package io.evilnet.streams.sink;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.infra.topics.Waiting;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a record of {@code city-counts} says.
 *
 * @param windowStart start of the window, in the years 1970 to 9999
 * @param city the city, with an id of 1 to 256 characters, or {@link City#UNRESOLVED}
 * @param counts its totals in that window, none negative
 * @param users sketch of its users; none when the record does not carry it
 * @param changedAt when it changed last: of two totals of a window and city, the later holds
 * @param appendedAt when Kafka took the record
 * @param waiting the oldest of the posts that it shows for the first time
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
  private static final int LONGEST_ID = 256;

  CityTotal {
    requireNonNull(users, "users");
    requireNonNull(changedAt, "changedAt");
    requireNonNull(appendedAt, "appendedAt");
    requireNonNull(waiting, "waiting");
    if (windowStart.isBefore(Instant.EPOCH) || windowStart.isAfter(LATEST_WINDOW)) {
      throw new IllegalArgumentException("window start out of range: " + windowStart);
    }
    if (city.id().isEmpty() || city.id().length() > LONGEST_ID) {
      throw new IllegalArgumentException("city id of " + city.id().length() + " characters");
    }
    if (counts.tweets() < 0 || counts.retweets() < 0 || counts.users() < 0) {
      throw new IllegalArgumentException("negative counts: " + counts);
    }
  }

  /**
   * This one, written instead of an earlier one, whose posts wait for it now, and whose users are
   * the last that are known.
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

  boolean isUnresolved() {
    return city.id().equals(City.UNRESOLVED.id());
  }

  /** The UTC day that the window starts on. */
  LocalDate day() {
    return LocalDate.ofInstant(windowStart, ZoneOffset.UTC);
  }

  /** The sketch as a blob; empty when there is none. */
  ByteBuffer usersSketch() {
    return ByteBuffer.wrap(users.toBytes());
  }

  /**
   * Cassandra's write time, in microseconds. With the time of the change instead of that of the
   * write, neither a write that comes late nor a total that is sent again replaces what is newer: a
   * later total, or a repair.
   */
  long writeTime() {
    return Math.multiplyExact(changedAt.toEpochMilli(), 1_000L);
  }
}
