package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;

class MergedCountsTest {

  private static final City CITY = new City("c", "City", "CA", 45.5, -73.5);
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldAddCountsOfPartitions() {
    MergedCounts merged =
        MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW).merge(partial(5, 4, 0, 4), NOW);
    List<PartialCounts> both = List.of(partial(0, 3, 1, 2).get(0), partial(5, 4, 0, 4).get(0));

    assertThat(merged.total()).isEqualTo(new Counts(7, 1, 6));
    assertThat(MergedCounts.none(CITY).merge(both, NOW)).isEqualTo(merged);
  }

  @Test
  void shouldIgnoreRepeatedAndStalePartials() {
    MergedCounts merged = MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW);

    assertThat(merged.merge(partial(0, 3, 1, 2), NOW)).isEqualTo(merged);
    assertThat(merged.merge(partial(0, 2, 1, 1), NOW)).isEqualTo(merged);
  }

  @Test
  void shouldSerializeAndDeserialize() {
    MergedCounts merged =
        MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW).merge(partial(7, 1, 1, 1), NOW);

    assertThat(MergedCounts.SERDE.fromBytes(MergedCounts.SERDE.toBytes(merged))).isEqualTo(merged);
  }

  @Test
  void shouldAddReceivedRetweets() {
    PartialCounts received =
        new PartialCounts(5, NOW, CITY, new Counts(0, 0, 0, 4), UserSketch.NONE, Optional.empty());
    MergedCounts without = MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW);
    MergedCounts merged = without.merge(List.of(received), NOW);

    assertThat(merged.total()).isEqualTo(new Counts(3, 1, 2, 4));
    assertThat(merged.merge(partial(5, 0, 0, 0), NOW)).isEqualTo(merged);
    assertThat(MergedCounts.SERDE.fromBytes(MergedCounts.SERDE.toBytes(merged))).isEqualTo(merged);
    assertThat(MergedCounts.SERDE.toBytes(merged)[0]).isEqualTo((byte) 4);
    assertThat(MergedCounts.SERDE.toBytes(without)[0])
        .as("without received retweets")
        .isEqualTo((byte) 3);
  }

  @Test
  void shouldReadTotalsOfEarlierVersions() {
    MergedCounts merged = MergedCounts.SERDE.fromBytes(earlierFormat(2, 3, 1, 2, 4, 0, 0, 0, 0));
    MergedCounts without = MergedCounts.SERDE.fromBytes(earlierFormat(1, 3, 1, 2, 0, 0, 0));

    assertThat(merged.total()).isEqualTo(new Counts(3, 1, 2, 4));
    assertThat(without.total()).isEqualTo(new Counts(3, 1, 2));
    assertThat(without.receivedAt()).isEqualTo(without.changedAt()).isEqualTo(NOW);
    assertThat(without.merge(partial(1, 5, 0, 1), NOW).total()).isEqualTo(new Counts(8, 1, 3));
  }

  @Test
  void shouldUseNoMemoryForPartitionsWithoutPosts() {
    MergedCounts merged = MergedCounts.none(CITY).merge(partial(999, 3, 1, 2), NOW);

    assertThat(MergedCounts.SERDE.toBytes(merged)).hasSizeLessThan(100);
    assertThat(merged.merge(partial(5, 1, 0, 1), NOW).total()).isEqualTo(new Counts(4, 1, 3));
  }

  @Test
  void shouldRecordReceiveTimeOfUnchangedPartials() {
    MergedCounts merged = MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW);
    MergedCounts again = merged.merge(partial(0, 3, 1, 2), NOW.plusSeconds(9));

    assertThat(again.changedAt()).isEqualTo(NOW);
    assertThat(again.receivedAt()).isEqualTo(NOW.plusSeconds(9));
    assertThat(MergedCounts.SERDE.fromBytes(MergedCounts.SERDE.toBytes(again))).isEqualTo(again);
  }

  /** Returns a total in an earlier format: the metrics of all partitions, starting with 0. */
  private static byte[] earlierFormat(int format, long... metrics) {
    return new BinarySerde<long[]>(
            (values, out) -> {
              out.writeByte(format);
              out.writeLong(NOW.toEpochMilli());
              CityFields.writeCity(CITY, out);
              ByteUtils.writeVarint(values.length, out);
              for (long value : values) {
                ByteUtils.writeVarlong(value, out);
              }
            },
            in -> new long[0])
        .toBytes(metrics);
  }

  private static List<PartialCounts> partial(
      int partition, long tweets, long retweets, long users) {
    Counts counts = new Counts(tweets, retweets, users);
    return List.of(
        new PartialCounts(partition, NOW, CITY, counts, UserSketch.NONE, Optional.empty()));
  }
}
