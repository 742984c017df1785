package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one partition of {@code tweets} contributes to a city in a window, as an absolute total.
 *
 * @param partition the partition that counted
 * @param city the city as that partition last saw it
 * @param counts its totals; a user's tweets are all in one partition, so users add up too
 * @param users who its users are; none of {@link City#UNRESOLVED}, and none when that is told at
 *     another time
 */
record PartialCounts(int partition, City city, Counts counts, UserSketch users) implements Counted {

  static final BinarySerde<PartialCounts> SERDE =
      new BinarySerde<>(PartialCounts::write, PartialCounts::read);

  private static final int FORMAT = 2;

  private static void write(PartialCounts partial, DataOutputStream out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(partial.partition);
    CityFields.writeCity(partial.city, out);
    CityFields.writeCounts(partial.counts, out);
    CityFields.writeUsers(partial.users, out);
  }

  private static PartialCounts read(DataInputStream in) throws IOException {
    int format = BinarySerde.requireFormat(in.readByte(), FORMAT, "partial counts");
    return new PartialCounts(
        in.readInt(),
        CityFields.readCity(in),
        CityFields.readCounts(in),
        CityFields.readUsers(in, format));
  }
}
