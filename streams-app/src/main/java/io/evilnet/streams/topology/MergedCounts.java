package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The partial counts of a city in a window, by partition.
 *
 * <p>Merging keeps the larger one of a partition, so it does not matter how often or in which order
 * partials come, and no total ever shrinks.
 *
 * @param changedAt when it last became another, or its users did
 * @param city the city as last seen
 * @param partials the counts of each partition
 */
record MergedCounts(Instant changedAt, City city, Map<Integer, Counts> partials) {

  static final BinarySerde<MergedCounts> SERDE =
      new BinarySerde<>(MergedCounts::write, MergedCounts::read);

  /** Format 2 had the users at its end; they are in a store of their own since. */
  private static final int FORMAT = 3;

  /** Nothing yet. */
  static MergedCounts none(City city) {
    return new MergedCounts(Instant.EPOCH, city, Map.of());
  }

  /** Takes in a partial; what it knows already changes nothing, and is no change. */
  MergedCounts merge(PartialCounts partial, Instant now) {
    Map<Integer, Counts> merged = new TreeMap<>(partials);
    merged.merge(partial.partition(), partial.counts(), Counts::max);
    return new MergedCounts(merged.equals(partials) ? changedAt : now, partial.city(), merged);
  }

  MergedCounts changed(Instant now) {
    return new MergedCounts(now, city, partials);
  }

  Counts total() {
    return partials.values().stream().reduce(Counts.ZERO, Counts::plus);
  }

  private static void write(MergedCounts merged, DataOutputStream out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(merged.changedAt.toEpochMilli());
    CityFields.writeCity(merged.city, out);
    out.writeInt(merged.partials.size());
    for (Map.Entry<Integer, Counts> partial : merged.partials.entrySet()) {
      out.writeInt(partial.getKey());
      CityFields.writeCounts(partial.getValue(), out);
    }
  }

  private static MergedCounts read(DataInputStream in) throws IOException {
    BinarySerde.requireFormat(in.readByte(), FORMAT, "merged counts");
    Instant changedAt = Instant.ofEpochMilli(in.readLong());
    City city = CityFields.readCity(in);
    Map<Integer, Counts> partials = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      partials.put(in.readInt(), CityFields.readCounts(in));
    }
    return new MergedCounts(changedAt, city, partials);
  }
}
