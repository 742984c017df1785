package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.settings.EvilnetCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");

  @Test
  void shouldRequestLastClosedHour() {
    ScheduleCommand command = command(Map.of("EVILNET_VALIDATE_REPAIR", "false"));
    command.arguments(hour(-1));
    command.ended(hour(-1), true);
    assertThat(command.arguments(NOW))
        .containsExactly(
            "validate",
            "--from=2026-11-20T12:45:00Z",
            "--to=2026-11-20T13:45:00Z",
            "--only-retained");
    assertThat(command(Map.of()).arguments(NOW)).startsWith("backfill");
  }

  /** A run may have been terminated with the previous process, or missed since. */
  @Test
  void shouldIncludePrecedingHourInFirstRun() {
    ScheduleCommand command = command(Map.of());
    assertThat(from(command, 0)).isEqualTo("11:45");
    command.ended(NOW, true);
    assertThat(from(command, 1)).isEqualTo("13:45");
  }

  @Test
  void shouldIncludeWindowsOfFailedOrMissedRun() {
    ScheduleCommand command = command(Map.of());
    assertThat(from(command, 0)).isEqualTo("11:45");
    command.ended(NOW, false);
    assertThat(from(command, 1)).as("of the first run").isEqualTo("12:45");
    command.ended(hour(1), true);
    assertThat(from(command, 2)).isEqualTo("14:45");
    command.ended(hour(2), true);

    assertThat(from(command, 4)).as("one run was missed").isEqualTo("15:45");
    assertThat(from(command, 7)).as("no more than one").isEqualTo("18:45");
  }

  /** The failure may be due to the number of posts in the range. */
  @Test
  void shouldNotExtendRangeAfterFailedExtendedRun() {
    ScheduleCommand command = command(Map.of());
    from(command, 0);
    command.ended(NOW, false);
    assertThat(from(command, 1)).isEqualTo("12:45");
    command.ended(hour(1), false);
    assertThat(from(command, 2)).isEqualTo("14:45");
    command.ended(hour(2), true);
    assertThat(from(command, 3)).isEqualTo("15:45");
  }

  private static Instant hour(int hours) {
    return NOW.plus(Duration.ofHours(hours));
  }

  /** Returns the begin of the range of a run some hours later, as {@code HH:mm}. */
  private static String from(ScheduleCommand command, int hours) {
    return command.arguments(hour(hours)).get(1).replaceAll(".*T(..:..):00Z", "$1");
  }

  @Test
  void shouldReportInvalidSetting() {
    assertThatThrownBy(command(Map.of("EVILNET_VALIDATE_SPAN", "0s"))::call)
        .hasMessageContaining("validate-span must be");
    assertThatThrownBy(command(Map.of("EVILNET_WINDOW", "500ms"))::call)
        .hasMessageContaining("window must be");
    assertThatThrownBy(
            command(
                    Map.of(
                        "EVILNET_VALIDATE_EVERY", "500ms", "EVILNET_SCHEDULE_HTTP", "127.0.0.1:0"))
                ::call)
        .hasMessage("validate-every must be at least 1s, but is PT0.5S");
  }

  private static ScheduleCommand command(Map<String, String> environment) {
    ScheduleCommand command = new ScheduleCommand();
    EvilnetCommand.commandLine(command, environment).parseArgs();
    return command;
  }
}
