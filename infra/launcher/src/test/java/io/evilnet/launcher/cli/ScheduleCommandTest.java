package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.settings.EvilnetCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:02:00Z");

  @TempDir private Path directory;

  @Test
  void shouldAskForTheLastClosedHour() {
    assertThat(command(Map.of("EVILNET_VALIDATE_REPAIR", "false")).arguments(NOW))
        .containsExactly(
            "validate",
            "--from=2026-11-20T12:45:00Z",
            "--to=2026-11-20T13:45:00Z",
            "--only-retained");
    assertThat(command(Map.of()).arguments(NOW)).startsWith("backfill");
  }

  @Test
  void shouldIncludeTheWindowsOfRunsThatFailedOrWereMissed() {
    ScheduleCommand command = command(Map.of());
    command.ended(NOW, 1);
    assertThat(command.arguments(NOW.plusSeconds(3_600)))
        .contains("--from=2026-11-20T13:45:00Z", "--to=2026-11-20T14:45:00Z");

    command.ended(NOW.plusSeconds(3_600), 2);
    assertThat(command.arguments(NOW.plusSeconds(3 * 3_600)))
        .contains("--from=2026-11-20T13:45:00Z", "--to=2026-11-20T16:45:00Z");

    command.ended(NOW.plusSeconds(3 * 3_600), 0);
    assertThat(command.arguments(NOW.plusSeconds(3 * 3_600 + 900)))
        .contains("--from=2026-11-20T16:00:00Z", "--to=2026-11-20T17:00:00Z");
  }

  @Test
  void shouldSayWhatIsWrongWithASetting() {
    assertThatThrownBy(command(Map.of("EVILNET_VALIDATE_CRON", "0 0/15 * * * ?"))::call)
        .hasMessageContaining("validate-every=15m");
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

  @Test
  void shouldRejectARemovedSettingBeforeTheServersStart() {
    StartCommand start = new StartCommand();
    EvilnetCommand.commandLine(
            start,
            Map.of(
                "EVILNET_VALIDATE_CRON", "0 0/15 * * * ?",
                "EVILNET_SOURCE", "x",
                "EVILNET_DATA_DIR", directory.toString()))
        .parseArgs();

    assertThatThrownBy(start::call).hasMessageContaining("validate-every=15m");
  }

  private static ScheduleCommand command(Map<String, String> environment) {
    ScheduleCommand command = new ScheduleCommand();
    EvilnetCommand.commandLine(command, environment).parseArgs();
    return command;
  }
}
