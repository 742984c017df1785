package io.evilnet.infra.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An interval in which a collector had no connection to the stream.
 *
 * @param site label of the collector
 * @param connection which of its connections
 * @param from when its last byte came, to the millisecond
 * @param to when the first byte after that came, to the millisecond; empty while it lasts
 * @param cause why the connection ended, as a metric's label
 * @param recovered posts made in the interval that came after it all the same
 */
public record StreamGap(
    String site,
    String connection,
    Instant from,
    Optional<Instant> to,
    String cause,
    long recovered) {

  /**
   * What identifies a gap: what is said of it later replaces what was said before.
   *
   * @param site label of the collector
   * @param connection which of its connections
   * @param from when it began
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
          "a gap must not end before it begins, but is from %s to %s".formatted(from, to.get()));
    }
    if (recovered < 0) {
      throw new IllegalArgumentException("recovered must not be negative, but is " + recovered);
    }
  }

  /** A gap that has just begun. */
  public static StreamGap open(String site, String connection, Instant from, String cause) {
    return new StreamGap(site, connection, from, Optional.empty(), cause, 0);
  }

  /** The same gap, over; it is as short as can be when the clock was set back meanwhile. */
  public StreamGap endedAt(Instant end) {
    Instant later = end.isBefore(from) ? from : end;
    return new StreamGap(site, connection, from, Optional.of(later), cause, recovered);
  }

  /** The same gap with another number of posts that came after all. */
  public StreamGap withRecovered(long posts) {
    return new StreamGap(site, connection, from, to, cause, posts);
  }

  public Key key() {
    return new Key(site, connection, from);
  }

  public boolean isOpen() {
    return to.isEmpty();
  }

  /** Whether an instant lies in it; {@code to} itself does not. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && to.map(instant::isBefore).orElse(true);
  }
}
