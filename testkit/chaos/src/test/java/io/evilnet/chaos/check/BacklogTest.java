package io.evilnet.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evilnet.chaos.check.Backlog.Entry;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.CountableOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldContainCountablePostsNotYetVisible() {
    CountableOffsets countable = new CountableOffsets();
    countable.add(0, 0);
    countable.add(0, 2); // Offset 1 is a duplicate, for example.
    countable.add(0, 3);
    countable.add(1, 0);

    assertThat(entries(countable, sample(Map.of(0, 3L, 1, 0L), 1, 0)))
        .extracting(Entry::notInTotals, Entry::notInRows)
        .containsExactly(tuple(of(1), of(2)));
    assertThat(entries(countable, sample(Map.of(0, 4L, 1, 1L), 4, 4)))
        .extracting(Entry::notInTotals, Entry::notInRows)
        .containsExactly(tuple(of(0), of(0)));
  }

  @Test
  void shouldBeUnknownWithoutResponse() {
    CountableOffsets countable = new CountableOffsets();

    assertThat(entries(countable, sample(Map.of(), 1, 1)))
        .extracting(Entry::notInTotals, Entry::notInRows)
        .containsExactly(tuple(OptionalLong.empty(), OptionalLong.empty()));
    assertThat(entries(countable, sample(Map.of(0, 0L), 0, Sample.UNKNOWN)))
        .extracting(Entry::notInTotals, Entry::notInRows)
        .containsExactly(tuple(of(0), OptionalLong.empty()));
  }

  private static List<Entry> entries(CountableOffsets countable, Sample sample) {
    return Backlog.of(countable, START, List.of(sample)).entries();
  }

  private static Sample sample(Map<Integer, Long> ends, long totals, long visible) {
    return new Sample(Duration.ZERO, ends, 0, totals, visible, true, Map.of(), 0);
  }

  private static OptionalLong of(long posts) {
    return OptionalLong.of(posts);
  }
}
