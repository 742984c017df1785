package io.evilnet.backfill.count;

import static java.util.stream.Collectors.toMap;

import java.io.Serializable;
import java.util.List;
import scala.Tuple2;

/**
 * The number of posts read, by outcome.
 *
 * @param posts number of posts read
 * @param counted posts that count for a city
 * @param unresolved posts that count for no city
 * @param duplicates posts whose identity had been counted
 * @param dead posts that are dead-lettered
 * @param outside posts in windows outside the range
 */
public record Tally(
    long posts, long counted, long unresolved, long duplicates, long dead, long outside)
    implements Serializable {

  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0);

  /** Returns the sum over the partitions, of which each retried one is included once. */
  public static Tally sum(List<Tuple2<Integer, Tally>> tallies) {
    return tallies.stream()
        .collect(toMap(Tuple2::_1, Tuple2::_2, (first, retried) -> retried))
        .values()
        .stream()
        .reduce(ZERO, Tally::plus);
  }

  Tally plus(Tally other) {
    return new Tally(
        posts + other.posts,
        counted + other.counted,
        unresolved + other.unresolved,
        duplicates + other.duplicates,
        dead + other.dead,
        outside + other.outside);
  }

  /** Returns true if no post of the range was found. */
  public boolean isEmpty() {
    return counted + unresolved == 0;
  }
}
