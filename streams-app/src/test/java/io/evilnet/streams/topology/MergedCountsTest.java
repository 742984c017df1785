package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MergedCountsTest {

  private static final City CITY = new City("c", "City", "CA", 45.5, -73.5);
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldAddUpThePartitions() {
    MergedCounts merged =
        MergedCounts.none(CITY).merge(partial(0, 3, 1, 2), NOW).merge(partial(5, 4, 0, 4), NOW);

    assertThat(merged.total().counts()).isEqualTo(new Counts(7, 1, 6));
    assertThat(merged.total().users().count()).isEqualTo(new DistinctUsers(6, 6, 6));
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
  void shouldReadWhatAnEarlierVersionWroteAndLearnTheUsersFromThePartialsToCome() {
    byte[] merged = MergedCounts.SERDE.toBytes(MergedCounts.none(CITY).merge(empty(), NOW));
    byte[] earlier = Arrays.copyOf(merged, merged.length - Integer.BYTES);
    earlier[0] = 1;

    MergedCounts read = MergedCounts.SERDE.fromBytes(earlier);

    assertThat(read.total()).isEqualTo(new CityCounts(CITY, new Counts(3, 1, 2)));
    assertThat(read.merge(partial(0, 3, 1, 2), NOW).total().users().count().users()).isEqualTo(2);
  }

  private static PartialCounts empty() {
    return new PartialCounts(0, CITY, new Counts(3, 1, 2), UserSketch.NONE);
  }

  private static PartialCounts partial(int partition, long tweets, long retweets, long users) {
    UserSketch.Builder sketch = new UserSketch.Builder();
    LongStream.range(0, users).forEach(user -> sketch.add(100L * partition + user));
    return new PartialCounts(partition, CITY, new Counts(tweets, retweets, users), sketch.build());
  }
}
