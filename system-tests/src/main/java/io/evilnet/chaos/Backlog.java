package io.evilnet.chaos;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The posts that had been accepted and could not be seen yet, over time.
 *
 * @param start of the samples
 * @param looks one for each sample, in order
 */
record Backlog(Instant start, List<Look> looks) {

  /**
   * What was missing at one look. Duplicates, late and dead posts are not: they never show.
   *
   * @param notInTotals posts that no total in {@code city-counts} had shown; empty when Kafka did
   *     not answer
   * @param notInRows posts that the rows of Cassandra did not show; empty when one of both did not
   *     answer
   */
  record Look(Sample sample, OptionalLong notInTotals, OptionalLong notInRows) {}

  Backlog {
    looks = List.copyOf(looks);
  }

  /**
   * What was missing at each sample.
   *
   * @param countable of all posts until the last sample
   */
  static Backlog of(CountableOffsets countable, Instant start, List<Sample> samples) {
    return new Backlog(start, samples.stream().map(sample -> look(countable, sample)).toList());
  }

  private static Look look(CountableOffsets countable, Sample sample) {
    if (sample.ends().isEmpty()) {
      return new Look(sample, OptionalLong.empty(), OptionalLong.empty());
    }
    long accepted = countable.before(sample.ends());
    return new Look(
        sample,
        OptionalLong.of(accepted - sample.totals()),
        sample.visible() == Sample.UNKNOWN
            ? OptionalLong.empty()
            : OptionalLong.of(accepted - sample.visible()));
  }
}
