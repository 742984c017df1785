package io.evilnet.platform.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Interval in which a connection of a collector to the stream was down.
 *
 * @param site label of the collector
 * @param connection name of the connection
 * @param from time of the last byte before it, in ms
 * @param to time of the first byte after it, in ms; empty while the gap is open
 * @param cause disconnect reason, as a metric's label
 * @param recovered number of posts created in the interval that were delivered afterwards
 * @param made number of posts created in the interval, as counted by X; empty if unknown
 */
public record StreamGap(
    String site,
    String connection,
    Instant from,
    Optional<Instant> to,
    String cause,
    long recovered,
    OptionalLong made) {

  /**
   * Key of a gap; a later record with the same key replaces an earlier one.
   *
   * @param site label of the collector
   * @param connection name of the connection
   * @param from start of the gap
   */
  public record Key(String site, String connection, Instant from) {

    public Key {
      requireNonNull(site, "site");
      requireNonNull(connection, "connection");
      requireNonNull(from, "from");
    }
  }

  public StreamGap {
    requireNonNull(site, "site");
    requireNonNull(connection, "connection");
    requireNonNull(cause, "cause");
    from = from.truncatedTo(ChronoUnit.MILLIS);
    to = to.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
    if (to.isPresent() && to.get().isBefore(from)) {
      throw new IllegalArgumentException(
          "a gap must not end before its start, but is from %s to %s".formatted(from, to.get()));
    }
    if (recovered < 0) {
      throw new IllegalArgumentException("recovered must not be negative, but is " + recovered);
    }
    if (made.orElse(0) < 0) {
      throw new IllegalArgumentException("made must not be negative, but is " + made.getAsLong());
    }
  }

  /** Returns an open gap. */
  public static StreamGap open(String site, String connection, Instant from, String cause) {
    return new StreamGap(site, connection, from, Optional.empty(), cause, 0, OptionalLong.empty());
  }

  /** Returns this gap with an end; its length is zero if the clock was set back in the meantime. */
  public StreamGap endedAt(Instant end) {
    Instant later = end.isBefore(from) ? from : end;
    return new StreamGap(site, connection, from, Optional.of(later), cause, recovered, made);
  }

  /** Returns this gap with another number of recovered posts. */
  public StreamGap withRecovered(long posts) {
    return new StreamGap(site, connection, from, to, cause, posts, made);
  }

  /** Returns this gap with X's count of the posts created in it. */
  public StreamGap withMade(long posts) {
    return new StreamGap(site, connection, from, to, cause, recovered, OptionalLong.of(posts));
  }

  /**
   * Returns the estimated number of posts that the connection has missed; empty without X's count.
   */
  public OptionalLong missed() {
    return made.isPresent()
        ? OptionalLong.of(Math.max(0, made.getAsLong() - recovered))
        : OptionalLong.empty();
  }

  public Key key() {
    return new Key(site, connection, from);
  }

  public boolean isOpen() {
    return to.isEmpty();
  }

  /** Returns true if an instant is in the half-open interval. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && to.map(instant::isBefore).orElse(true);
  }
}
