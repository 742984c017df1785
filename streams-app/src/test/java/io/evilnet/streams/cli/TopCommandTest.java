package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopCommandTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-20T14:00:00Z", "2026-11-20T14:04:59.999Z", "2026-11-20T14:02:00Z"})
  void shouldContainTwelveWindowsIncludingOpenOne(Instant now) {
    TimeRange range = TopCommand.lastHour(now);

    Instant first = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(
            Stream.iterate(first, start -> start.plus(WINDOW))
                .limit(50)
                .filter(start -> !start.isBefore(range.from()) && start.isBefore(range.to())))
        .hasSize(12)
        .startsWith(Instant.parse("2026-11-20T13:05:00Z"))
        .endsWith(Instant.parse("2026-11-20T14:00:00Z"));
  }
}
