package io.evilnet.infra.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Since when the posts that a record of {@code city-counts} shows for the first time have waited:
 * the oldest of them. It travels in headers, in ms; a record that shows no new post, as those sent
 * again after a start, has none.
 *
 * @param createdAt the earliest of the posts' own times
 * @param arrivedAt when Kafka took the one that it took first
 */
public record Waiting(Instant createdAt, Instant arrivedAt) {

  private static final String CREATED_AT = "oldest-created-at";
  private static final String ARRIVED_AT = "oldest-arrived-at";

  public Waiting {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(arrivedAt, "arrivedAt");
  }

  /** The oldest of the posts of both. */
  public Waiting and(Waiting other) {
    return new Waiting(min(createdAt, other.createdAt), min(arrivedAt, other.arrivedAt));
  }

  /** The oldest of the posts of both, where either may show none. */
  public static Optional<Waiting> both(Optional<Waiting> one, Optional<Waiting> other) {
    return one.map(posts -> other.map(posts::and).orElse(posts)).or(() -> other);
  }

  /** The headers of a record that shows some posts for the first time, or none. */
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

  /** What the headers say; empty when they do not, or not so that it can be read. */
  public static Optional<Waiting> in(Headers headers) {
    Optional<Instant> createdAt = InstantHeader.in(headers, CREATED_AT);
    Optional<Instant> arrivedAt = InstantHeader.in(headers, ARRIVED_AT);
    return createdAt.flatMap(created -> arrivedAt.map(arrived -> new Waiting(created, arrived)));
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
