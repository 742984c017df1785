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
 * <p>Merging keeps the maximum of each partition, so it is idempotent and commutative, and totals
 * never decrease. Immutable; only partitions with a count use memory.
 */
final class MergedCounts {

  static final BinarySerde<MergedCounts> SERDE =
      new BinarySerde<>(MergedCounts::write, MergedCounts::read);

  /** With received retweets; {@link #WITHOUT_RECEIVED} is written if there are none. */
  private static final int FORMAT = 4;

  private static final int WITHOUT_RECEIVED = 3;

  /** Formats of earlier versions, without the time of receipt and with all lower partitions. */
  private static final int FORMER = 2;

  private static final int FORMER_WITHOUT_RECEIVED = 1;

  private static final int METRICS = 4;

  private final Instant changedAt;
  private final Instant receivedAt;
  private final City city;

  /** The partitions with a partial count, ascending. */
  private final int[] partitions;

  /** Tweets, retweets, users and received retweets of each partition. */
  private final long[] partials;

  private MergedCounts(
      Instant changedAt, Instant receivedAt, City city, int[] partitions, long[] partials) {
    this.changedAt = changedAt;
    this.receivedAt = receivedAt;
    this.city = city;
    this.partitions = partitions;
    this.partials = partials;
  }

  /** Returns counts without partials. */
  static MergedCounts none(City city) {
    return new MergedCounts(Instant.EPOCH, Instant.EPOCH, city, new int[0], new long[0]);
  }

  /** Returns the time of the last change of the counts or the users. */
  Instant changedAt() {
    return changedAt;
  }

  /** Returns the time of the last partial, changed or not. */
  Instant receivedAt() {
    return receivedAt;
  }

  /** Returns the city as last seen. */
  City city() {
    return city;
  }

  /** Merges partials; {@link #changedAt()} is updated only if a count has increased. */
  MergedCounts merge(List<PartialCounts> added, Instant now) {
    int[] of = partitions;
    long[] merged = partials.clone();
    City last = city;
    for (PartialCounts partial : added) {
      last = partial.city();
      int at = Arrays.binarySearch(of, partial.partition());
      if (at < 0) {
        if (partial.counts().equals(Counts.ZERO)) {
          continue;
        }
        at = -at - 1;
        of = insert(of, at, partial.partition());
        merged = insert(merged, METRICS * at);
      }
      at *= METRICS;
      merged[at] = Math.max(merged[at], partial.counts().tweets());
      merged[at + 1] = Math.max(merged[at + 1], partial.counts().retweets());
      merged[at + 2] = Math.max(merged[at + 2], partial.counts().users());
      merged[at + 3] = Math.max(merged[at + 3], partial.counts().receivedRetweets());
    }
    return new MergedCounts(
        Arrays.equals(merged, partials) ? changedAt : now,
        now.isAfter(receivedAt) ? now : receivedAt,
        last.equals(city) ? city : last,
        of,
        merged);
  }

  private static int[] insert(int[] values, int at, int value) {
    int[] longer = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    longer[at] = value;
    return longer;
  }

  /** Inserts zeros for a partition. */
  private static long[] insert(long[] values, int at) {
    long[] longer = Arrays.copyOf(values, values.length + METRICS);
    System.arraycopy(values, at, longer, at + METRICS, values.length - at);
    Arrays.fill(longer, at, at + METRICS, 0);
    return longer;
  }

  /** Returns the counts with the time of a partial by another clock, if it is later. */
  MergedCounts received(Instant at) {
    return at.isAfter(receivedAt)
        ? new MergedCounts(changedAt, at, city, partitions, partials)
        : this;
  }

  MergedCounts changed(Instant now) {
    return new MergedCounts(now, receivedAt, city, partitions, partials);
  }

  /** Returns the sum of all partitions. */
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
    out.writeByte(format);
    out.writeLong(merged.changedAt.toEpochMilli());
    out.writeLong(merged.receivedAt.toEpochMilli());
    CityFields.writeCity(merged.city, out);
    ByteUtils.writeVarint(merged.partitions.length, out);
    for (int i = 0; i < merged.partitions.length; i++) {
      ByteUtils.writeVarint(merged.partitions[i], out);
      for (int metric = 0; metric < metrics(format); metric++) {
        ByteUtils.writeVarlong(merged.partials[METRICS * i + metric], out);
      }
    }
  }

  private static MergedCounts read(DataInputStream in) throws IOException {
    int format = BinarySerde.requireFormat(in.readByte(), FORMAT, "merged counts");
    Instant changedAt = Instant.ofEpochMilli(in.readLong());
    if (format <= FORMER) {
      return readFormer(in, metrics(format), changedAt);
    }
    Instant receivedAt = Instant.ofEpochMilli(in.readLong());
    City city = CityFields.readCity(in);
    int[] partitions = new int[ByteUtils.readVarint(in)];
    long[] partials = new long[METRICS * partitions.length];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = ByteUtils.readVarint(in);
      readMetrics(in, metrics(format), partials, METRICS * i);
    }
    return new MergedCounts(changedAt, receivedAt, city, partitions, partials);
  }

  private static MergedCounts readFormer(DataInputStream in, int metrics, Instant changedAt)
      throws IOException {
    City city = CityFields.readCity(in);
    int[] partitions = new int[ByteUtils.readVarint(in) / metrics];
    long[] partials = new long[METRICS * partitions.length];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = i;
      readMetrics(in, metrics, partials, METRICS * i);
    }
    return new MergedCounts(changedAt, changedAt, city, partitions, partials);
  }

  private static void readMetrics(DataInputStream in, int metrics, long[] partials, int at)
      throws IOException {
    for (int metric = 0; metric < metrics; metric++) {
      partials[at + metric] = ByteUtils.readVarlong(in);
    }
  }

  private static int metrics(int format) {
    return format == WITHOUT_RECEIVED || format == FORMER_WITHOUT_RECEIVED ? METRICS - 1 : METRICS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MergedCounts merged
        && changedAt.equals(merged.changedAt)
        && receivedAt.equals(merged.receivedAt)
        && city.equals(merged.city)
        && Arrays.equals(partitions, merged.partitions)
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
