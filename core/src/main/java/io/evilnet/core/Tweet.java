package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * A post, reduced to what is counted.
 *
 * @param id its identity: the id of its first version, so that an edit and its original are one
 *     tweet; unsigned 64 bits
 * @param authorId {@code author_id}; unsigned 64 bits
 * @param createdAt when the first version was posted
 * @param references the kinds of its references to other posts
 * @param place where it is tagged; null when it has no place, or one that was not delivered with it
 * @param edited whether this is a later version
 */
public record Tweet(
    long id,
    long authorId,
    Instant createdAt,
    Set<ReferenceKind> references,
    Place place,
    boolean edited)
    implements StreamLine {

  /** A post in its first version. */
  public Tweet(
      long id, long authorId, Instant createdAt, Set<ReferenceKind> references, Place place) {
    this(id, authorId, createdAt, references, place, false);
  }

  public Tweet {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(references, "references");
  }
}
