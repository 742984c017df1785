package io.evilnet.contract;

import io.evilnet.core.City;
import io.evilnet.core.Place;
import java.time.Instant;
import java.util.List;

/**
 * A line as a record of {@code tweets}.
 *
 * @param author the record's key
 * @param line the record's value
 * @param at the record's timestamp
 * @param city header with the city that the post's place was resolved to, or that of the retweeted
 *     post; null without one
 */
public record Arrival(long author, String line, Instant at, String city) {

  /** The arrival of a line without a resolved city. */
  public Arrival(long author, String line, Instant at) {
    this(author, line, at, null);
  }

  /** Returns the arrival of a post one second after its creation. */
  public static Arrival of(Post post) {
    return new Arrival(post.author(), post.line(), post.createdAt().plusSeconds(1));
  }

  /** Returns the arrival of the second version of a post one second after its edit. */
  public static Arrival ofEdit(Post post, Instant editedAt) {
    return new Arrival(post.author(), post.editedLine(editedAt), editedAt.plusSeconds(1));
  }

  /** Returns this arrival with the header of a resolved city. */
  public Arrival resolvedTo(String fullName, String countryCode) {
    City resolved = new City(Post.cityId(fullName), fullName, countryCode, 0, 0);
    return new Arrival(author, line, at, new Place("city", resolved, null, List.of()).toJson());
  }
}
