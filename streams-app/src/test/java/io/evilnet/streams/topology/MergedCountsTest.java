package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MergedCountsTest {

  private static final City CITY = new City("c", "City", "CA", 45.5, -73.5);
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldAddUpThePartitions() {
    MergedCounts merged =
        MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW).merge(partial(5, 4, 0, 4), NOW);

    assertThat(merged.total()).isEqualTo(new Counts(7, 1, 6));
  }

  @Test
  void shouldNotChangeWhenAPartialComesAgainOrStale() {
    MergedCounts merged = MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW);

    assertThat(merged.merge(partial(0, 3, 1, 2), NOW)).isEqualTo(merged);
    assertThat(merged.merge(partial(0, 2, 1, 1), NOW)).isEqualTo(merged);
  }

  @Test
  void shouldReadWhatItWrote() {
    MergedCounts merged =
        MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW).merge(partial(7, 1, 1, 1), NOW);

    assertThat(MergedCounts.SERDE.fromBytes(MergedCounts.SERDE.toBytes(merged))).isEqualTo(merged);
  }

  @Test
  void shouldReadWhatEarlierVersionsWrote() {
    MergedCounts merged = MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW);
    byte[] bytes = MergedCounts.SERDE.toBytes(merged);
    byte[] users = UserSketch.NONE.toBytes();
    byte[] second = Arrays.copyOf(bytes, bytes.length + Integer.BYTES + users.length);
    bytes[0] = 1;
    second[0] = 2;

    assertThat(MergedCounts.SERDE.fromBytes(bytes)).isEqualTo(merged);
    assertThat(MergedCounts.SERDE.fromBytes(second)).isEqualTo(merged);
  }

  private static PartialCounts partial(int partition, long tweets, long retweets, long users) {
    return new PartialCounts(partition, CITY, new Counts(tweets, retweets, users), UserSketch.NONE);
  }
}
