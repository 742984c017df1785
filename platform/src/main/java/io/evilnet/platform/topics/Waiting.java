package io.evilnet.platform.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Times of the oldest post that a record of {@code city-counts} includes for the first time, in
 * headers, in ms. Absent from records without new posts, such as those emitted again after a
 * restart.
 *
 * @param createdAt earliest event time of these posts
 * @param arrivedAt earliest append time of these posts
 */
public record Waiting(Instant createdAt, Instant arrivedAt) {

  private static final String CREATED_AT = "oldest-created-at";
  private static final String ARRIVED_AT = "oldest-arrived-at";

  public Waiting {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(arrivedAt, "arrivedAt");
  }

  /** Returns the minimum of both. */
  public Waiting and(Waiting other) {
    return new Waiting(min(createdAt, other.createdAt), min(arrivedAt, other.arrivedAt));
  }

  /** Returns the minimum of both, either of which may be empty. */
  public static Optional<Waiting> both(Optional<Waiting> one, Optional<Waiting> other) {
    return one.map(posts -> other.map(posts::and).orElse(posts)).or(() -> other);
  }

  /** Returns headers with the times, or empty headers. */
  public static Headers headers(Optional<Waiting> waiting) {
    Headers headers = new RecordHeaders();
    waiting.ifPresent(posts -> posts.addTo(headers));
    return headers;
  }

  /** Writes the headers. */
  public void addTo(Headers headers) {
    InstantHeader.add(headers, CREATED_AT, createdAt);
    InstantHeader.add(headers, ARRIVED_AT, arrivedAt);
  }

  /** Returns the times in headers; empty if they are missing or malformed. */
  public static Optional<Waiting> in(Headers headers) {
    Optional<Instant> createdAt = InstantHeader.in(headers, CREATED_AT);
    Optional<Instant> arrivedAt = InstantHeader.in(headers, ARRIVED_AT);
    return createdAt.flatMap(created -> arrivedAt.map(arrived -> new Waiting(created, arrived)));
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
