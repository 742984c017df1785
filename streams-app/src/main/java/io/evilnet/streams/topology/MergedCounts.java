package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The partial counts of a city in a window, by partition.
 *
 * <p>Merging keeps the larger one of a partition, so it does not matter how often or in which order
 * partials come, and no total ever shrinks. Immutable.
 */
final class MergedCounts {

  static final BinarySerde<MergedCounts> SERDE =
      new BinarySerde<>(MergedCounts::write, MergedCounts::read);

  private static final int FORMAT = 2;

  /** Also written if no retweet has been received. */
  private static final int WITHOUT_RECEIVED = 1;

  private static final int METRICS = 4;

  private final Instant changedAt;
  private final City city;

  /** Tweets, retweets, users and received retweets of partition 0, then those of 1, and so on. */
  private final long[] partials;

  private MergedCounts(Instant changedAt, City city, long[] partials) {
    this.changedAt = changedAt;
    this.city = city;
    this.partials = partials;
  }

  /** Nothing yet. */
  static MergedCounts none(City city) {
    return new MergedCounts(Instant.EPOCH, city, new long[0]);
  }

  /** Returns the time of the last change of the counts or the users. */
  Instant changedAt() {
    return changedAt;
  }

  /** The city as last seen. */
  City city() {
    return city;
  }

  /** Takes in partials; what it knows already changes nothing, and is no change. */
  MergedCounts merge(List<PartialCounts> added, Instant now) {
    long[] merged = partials.clone();
    City last = city;
    for (PartialCounts partial : added) {
      int at = METRICS * partial.partition();
      if (merged.length < at + METRICS) {
        merged = Arrays.copyOf(merged, at + METRICS);
      }
      merged[at] = Math.max(merged[at], partial.counts().tweets());
      merged[at + 1] = Math.max(merged[at + 1], partial.counts().retweets());
      merged[at + 2] = Math.max(merged[at + 2], partial.counts().users());
      merged[at + 3] = Math.max(merged[at + 3], partial.counts().receivedRetweets());
      last = partial.city();
    }
    return new MergedCounts(
        Arrays.equals(merged, partials) ? changedAt : now, last.equals(city) ? city : last, merged);
  }

  MergedCounts changed(Instant now) {
    return new MergedCounts(now, city, partials);
  }

  /** The sum of all partitions. */
  Counts total() {
    long tweets = 0;
    long retweets = 0;
    long users = 0;
    long receivedRetweets = 0;
    for (int at = 0; at < partials.length; at += METRICS) {
      tweets += partials[at];
      retweets += partials[at + 1];
      users += partials[at + 2];
      receivedRetweets += partials[at + 3];
    }
    return new Counts(tweets, retweets, users, receivedRetweets);
  }

  private static void write(MergedCounts merged, DataOutputStream out) throws IOException {
    int format = merged.total().receivedRetweets() > 0 ? FORMAT : WITHOUT_RECEIVED;
    int metrics = metrics(format);
    out.writeByte(format);
    out.writeLong(merged.changedAt.toEpochMilli());
    CityFields.writeCity(merged.city, out);
    ByteUtils.writeVarint(merged.partials.length / METRICS * metrics, out);
    for (int i = 0; i < merged.partials.length; i++) {
      if (i % METRICS < metrics) {
        ByteUtils.writeVarlong(merged.partials[i], out);
      }
    }
  }

  private static MergedCounts read(DataInputStream in) throws IOException {
    int metrics = metrics(BinarySerde.requireFormat(in.readByte(), FORMAT, "merged counts"));
    Instant changedAt = Instant.ofEpochMilli(in.readLong());
    City city = CityFields.readCity(in);
    long[] partials = new long[ByteUtils.readVarint(in) / metrics * METRICS];
    for (int i = 0; i < partials.length; i++) {
      if (i % METRICS < metrics) {
        partials[i] = ByteUtils.readVarlong(in);
      }
    }
    return new MergedCounts(changedAt, city, partials);
  }

  private static int metrics(int format) {
    return format > WITHOUT_RECEIVED ? METRICS : METRICS - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MergedCounts merged
        && changedAt.equals(merged.changedAt)
        && city.equals(merged.city)
        && Arrays.equals(partials, merged.partials);
  }

  @Override
  public int hashCode() {
    return 31 * city.hashCode() + Arrays.hashCode(partials);
  }

  @Override
  public String toString() {
    return "%s of %s since %s".formatted(total(), city.id(), changedAt);
  }
}
