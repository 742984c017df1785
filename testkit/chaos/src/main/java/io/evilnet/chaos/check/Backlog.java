package io.evilnet.chaos.check;

import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.CountableOffsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Number of posts that were accepted and not visible yet, over time.
 *
 * @param start start time of the samples
 * @param entries one for each sample, in order
 */
public record Backlog(Instant start, List<Entry> entries) {

  /**
   * Backlog at one sample. Duplicates, late posts and dead letters are excluded, as they are never
   * visible.
   *
   * @param notInTotals posts in no total of {@code city-counts}; empty if Kafka did not respond
   * @param notInRows posts in no row of Cassandra; empty if either did not respond
   */
  public record Entry(Sample sample, OptionalLong notInTotals, OptionalLong notInRows) {}

  public Backlog {
    entries = List.copyOf(entries);
  }

  /**
   * Computes the backlog at each sample.
   *
   * @param countable of all posts until the last sample
   */
  public static Backlog of(CountableOffsets countable, Instant start, List<Sample> samples) {
    return new Backlog(start, samples.stream().map(sample -> entry(countable, sample)).toList());
  }

  private static Entry entry(CountableOffsets countable, Sample sample) {
    if (sample.ends().isEmpty()) {
      return new Entry(sample, OptionalLong.empty(), OptionalLong.empty());
    }
    long accepted = countable.before(sample.ends());
    return new Entry(
        sample,
        OptionalLong.of(accepted - sample.totals()),
        sample.visible() == Sample.UNKNOWN
            ? OptionalLong.empty()
            : OptionalLong.of(accepted - sample.visible()));
  }
}
