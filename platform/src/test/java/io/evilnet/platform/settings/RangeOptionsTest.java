package io.evilnet.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RangeOptionsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");
  private static final TimeRange DAY =
      new TimeRange(NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofMinutes(1)));

  @Command(name = "command")
  private static final class Ranged {
    @Mixin private RangeOptions range;
  }

  @Test
  void shouldUseDefaultForUnsetBound() {
    assertThat(options(Map.of()).isGiven()).isFalse();
    assertThat(options(Map.of()).range(NOW, DAY)).isEqualTo(DAY);

    RangeOptions from = options(Map.of(), "--from=2026-11-20T13:00Z");
    assertThat(from.hasStart()).isTrue();
    assertThat(from.range(NOW, DAY))
        .isEqualTo(new TimeRange(Instant.parse("2026-11-20T13:00:00Z"), DAY.to()));

    RangeOptions to = options(Map.of(), "--to=2026-11-20");
    assertThat(to.hasStart()).isFalse();
    assertThat(to.range(NOW, DAY))
        .isEqualTo(new TimeRange(DAY.from(), Instant.parse("2026-11-20T00:00:00Z")));
  }

  @Test
  void shouldEndDurationAtCurrentTime() {
    assertThat(options(Map.of(), "--last=2h").range(NOW, DAY))
        .isEqualTo(new TimeRange(NOW.minus(Duration.ofHours(2)), NOW));
  }

  @Test
  void shouldGiveCommandLinePrecedenceOverSettings() {
    assertThat(options(Map.of("EVILNET_LAST", "3h"), "--from=2026-11-20T13:00Z").range(NOW, DAY))
        .isEqualTo(new TimeRange(Instant.parse("2026-11-20T13:00:00Z"), DAY.to()));
    assertThat(
            options(Map.of("EVILNET_FROM", "2026-11-20", "EVILNET_TO", "now"), "--last=1h")
                .range(NOW, DAY))
        .isEqualTo(new TimeRange(NOW.minus(Duration.ofHours(1)), NOW));
    assertThat(options(Map.of("EVILNET_LAST", "3h")).range(NOW, DAY))
        .isEqualTo(new TimeRange(NOW.minus(Duration.ofHours(3)), NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--last=1h --to=now | --last cannot be combined with --from or --to",
        "--last=0s | last must be more than 0",
        "--last=PT9999999999999H | last must not begin before 1970",
        "--from=2026-11-20 --to=2026-11-20 | from must be before to",
      })
  void shouldRejectInvalidRange(String line, String reason) {
    RangeOptions options = options(Map.of(), line.split(" "));

    assertThatThrownBy(() -> options.range(NOW, DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static RangeOptions options(Map<String, String> environment, String... arguments) {
    Ranged command = new Ranged();
    EvilnetCommand.commandLine(command, environment).parseArgs(arguments);
    return command.range;
  }
}
