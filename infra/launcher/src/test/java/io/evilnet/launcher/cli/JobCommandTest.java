package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.settings.EvilnetCommand;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class JobCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backfill"})
  void shouldDescribeTheOptionsThatTheJobDoesNotKnow(String command) {
    assertThat(commandLine(command).getHelp().optionList())
        .contains(
            "--spark-master=URL", "--executor-memory=MIB", "--spark-secret-file", "--data-dir")
        .doesNotContain("--report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backfill"})
  void shouldFailWithTwoSinceOneSaysDifferent(String command) {
    assertThat(commandLine(command).getCommandSpec().exitCodeOnExecutionException()).isEqualTo(2);
  }

  private static CommandLine commandLine(String command) {
    return EvilnetCommand.commandLine(
        command.equals("validate") ? new JobCommand.Validate() : new JobCommand.Backfill(),
        Map.of());
  }
}
