package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyIntervalTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final TimeRange HOUR = new TimeRange(at("14:00"), at("15:00"));

  @Test
  void shouldFindIntervalsBeforeBetweenAndAfterPosts() {
    assertThat(intervals("15:00", "14:10", "14:15", "14:30", "14:50"))
        .containsExactly(
            new EmptyInterval(at("14:00"), at("14:10"), 2, EmptyInterval.Where.BEFORE_FIRST),
            new EmptyInterval(at("14:20"), at("14:30"), 2, EmptyInterval.Where.BETWEEN),
            new EmptyInterval(at("14:35"), at("14:50"), 3, EmptyInterval.Where.BETWEEN),
            new EmptyInterval(at("14:55"), at("15:00"), 1, EmptyInterval.Where.AFTER_LAST));
  }

  @Test
  void shouldExcludeOpenWindows() {
    assertThat(intervals("14:55", "14:00", "14:50"))
        .containsExactly(
            new EmptyInterval(at("14:05"), at("14:50"), 9, EmptyInterval.Where.BETWEEN));
    assertThat(intervals("13:00")).isEmpty();
  }

  @Test
  void shouldReturnWholeRangeWithoutPosts() {
    assertThat(intervals("16:00"))
        .containsExactly(
            new EmptyInterval(at("14:00"), at("15:00"), 12, EmptyInterval.Where.EVERYWHERE));
  }

  private static List<EmptyInterval> intervals(String open, String... found) {
    return EmptyInterval.between(
        List.of(found).stream().map(EmptyIntervalTest::at).toList(), HOUR, WINDOW, at(open));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-20T" + time + ":00Z");
  }
}
