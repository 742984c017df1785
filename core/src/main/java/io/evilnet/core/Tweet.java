package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * The fields of a post that are needed for counting.
 *
 * @param id its identity, the id of its first version, shared by its edits; unsigned 64 bits
 * @param authorId {@code author_id}; unsigned 64 bits
 * @param createdAt creation time of the first version
 * @param references the kinds of its references to other posts
 * @param place the tagged place; null if there is none, or if it was not delivered with the post
 * @param edited true if this is a later version
 * @param contained true if {@code place} is the city that contains the tagged place
 * @param retweetedCity the city of the retweeted post; null if this post has a place, or if that
 *     city is unknown
 */
public record Tweet(
    long id,
    long authorId,
    Instant createdAt,
    Set<ReferenceKind> references,
    Place place,
    boolean edited,
    boolean contained,
    Place retweetedCity)
    implements StreamLine {

  /** Creates a post at its tagged place. */
  public Tweet(
      long id,
      long authorId,
      Instant createdAt,
      Set<ReferenceKind> references,
      Place place,
      boolean edited) {
    this(id, authorId, createdAt, references, place, edited, false, null);
  }

  /** Creates a post in its first version. */
  public Tweet(
      long id, long authorId, Instant createdAt, Set<ReferenceKind> references, Place place) {
    this(id, authorId, createdAt, references, place, false);
  }

  /** Returns true if it is tagged with a place other than a city. */
  public boolean isPlacedOutsideCities() {
    return place != null && !place.isCity();
  }

  /** Returns this post in the city that contains its place. */
  public Tweet in(Place city) {
    return new Tweet(id, authorId, createdAt, references, city, edited, true, null);
  }

  /** Returns true if it is a native retweet, which X delivers without a place. */
  public boolean isRetweetWithoutPlace() {
    return place == null && references.contains(ReferenceKind.RETWEETED);
  }

  /** Returns this retweet with the city of the retweeted post. */
  public Tweet retweetOf(Place city) {
    return new Tweet(id, authorId, createdAt, references, place, edited, contained, city);
  }

  public Tweet {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(references, "references");
  }
}
