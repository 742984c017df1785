package io.evilnet.contract;

import java.time.Instant;

/**
 * A line as a record of {@code tweets}.
 *
 * @param author the record's key
 * @param line the record's value
 * @param at the record's timestamp
 */
public record Arrival(long author, String line, Instant at) {

  /** Returns the arrival of a post one second after its creation. */
  public static Arrival of(Post post) {
    return new Arrival(post.author(), post.line(), post.createdAt().plusSeconds(1));
  }
}
