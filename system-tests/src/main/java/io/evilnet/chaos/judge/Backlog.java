package io.evilnet.chaos.judge;

import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.CountableOffsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Number of posts that were accepted and not visible yet, over time.
 *
 * @param start start time of the samples
 * @param looks one for each sample, in order
 */
public record Backlog(Instant start, List<Look> looks) {

  /**
   * Backlog at one sample. Duplicates, late posts and dead letters are excluded, as they are never
   * visible.
   *
   * @param notInTotals posts in no total of {@code city-counts}; empty if Kafka did not respond
   * @param notInRows posts in no row of Cassandra; empty if either did not respond
   */
  public record Look(Sample sample, OptionalLong notInTotals, OptionalLong notInRows) {}

  public Backlog {
    looks = List.copyOf(looks);
  }

  /**
   * Computes the backlog at each sample.
   *
   * @param countable of all posts until the last sample
   */
  public static Backlog of(CountableOffsets countable, Instant start, List<Sample> samples) {
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
