package io.evilnet.backfill;

import java.io.Serializable;

/**
 * What became of the posts that were read.
 *
 * @param posts all that were read
 * @param counted those that count for a city
 * @param unresolved those that count for no city
 * @param duplicates those whose identity had been counted
 * @param dead those that cannot be used
 * @param outside those of other windows than the range's
 */
record Tally(long posts, long counted, long unresolved, long duplicates, long dead, long outside)
    implements Serializable {

  static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        posts + other.posts,
        counted + other.counted,
        unresolved + other.unresolved,
        duplicates + other.duplicates,
        dead + other.dead,
        outside + other.outside);
  }

  /** Whether no post of the range was found. */
  boolean isEmpty() {
    return counted + unresolved == 0;
  }
}
