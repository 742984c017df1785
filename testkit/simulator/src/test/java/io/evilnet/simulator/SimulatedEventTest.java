package io.evilnet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedEventTest {

  private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");
  private static final int PER_MINUTE = 3_000;

  @Test
  void shouldParseEvents() {
    assertThat(SimulatedEvent.parse("Toronto*3@20m+30m, St. John's*2.5@0s+1h30m"))
        .containsExactly(
            new SimulatedEvent("Toronto", 3, Duration.ofMinutes(20), Duration.ofMinutes(30)),
            new SimulatedEvent("St. John's", 2.5, Duration.ZERO, Duration.ofMinutes(90)));
    assertThat(SimulatedEvent.parse(" ")).isEmpty();
  }

  @Test
  void shouldRejectInvalidEvent() {
    for (String text : List.of("Toronto", "Toronto*3@20+30m", "Toronto*.@1m+1m")) {
      assertThatThrownBy(() -> SimulatedEvent.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Toronto*3@20m+30m, but contain '" + text + "'");
    }
    assertThatThrownBy(() -> SimulatedEvent.parse("Toronto*1@1m+1m"))
        .hasMessageContaining("above 1, but is 1.0");
    assertThatThrownBy(
            () ->
                new PostGenerator(
                    GeneratorSettings.of(1, 50).with(SimulatedEvent.parse("Paris*3@1m+1m"))))
        .hasMessage("no simulated city named Paris");
  }

  @Test
  void shouldMultiplyPostsOfCityDuringEvent() {
    PostGenerator generator =
        new PostGenerator(
            GeneratorSettings.of(1, 50).with(SimulatedEvent.parse("Montréal*3@1m+1m")));

    long before = posts(generator, 0);
    long during = posts(generator, 1);
    long after = posts(generator, 2);

    assertThat((double) during / before).isBetween(2.0, 3.5);
    assertThat((double) after / before).isBetween(0.8, 1.25);
  }

  private static long posts(PostGenerator generator, int minute) {
    long found = 0;
    for (int i = 0; i < PER_MINUTE; i++) {
      SimulatedLine line = generator.nextLine(START.plusMillis(60_000L * minute + 20L * i));
      found += line.place() != null && line.place().name().equals("Montréal") ? 1 : 0;
    }
    return found;
  }
}
