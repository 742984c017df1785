package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ApplicationOptionsTest {

  @Test
  void shouldSendIngestToTheSimulator() {
    assertThat(settings("--simulator-http=127.0.0.1:18082"))
        .containsEntry("x-base-url", "http://127.0.0.1:18082");
  }

  @Test
  void shouldSendIngestToTheLoopbackAddressWhenTheSimulatorListensOnAll() {
    assertThat(settings("--simulator-http=0.0.0.0:18082"))
        .containsEntry("simulator-http", "0.0.0.0:18082")
        .containsEntry("x-base-url", "http://127.0.0.1:18082");
  }

  @Test
  void shouldSendIngestToWhatForwardsToTheSimulator() {
    assertThat(
            settings(
                "--simulator-http=127.0.0.1:18082", "--advertised-simulator-http=127.0.0.1:28082"))
        .containsEntry("simulator-http", "127.0.0.1:18082")
        .containsEntry("x-base-url", "http://127.0.0.1:28082");
  }

  @Test
  void shouldTellTheDashboardOfASimulator() {
    assertThat(settings()).containsEntry("simulated", "true");
  }

  @Test
  void shouldLeaveIngestAtXWithoutASimulator() {
    assertThat(settings("--source=x")).doesNotContainKeys("x-base-url", "simulated");
  }

  private static Map<String, String> settings(String... arguments) {
    ApplicationOptions options = new ApplicationOptions();
    new CommandLine(CommandSpec.forAnnotatedObject(options))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments);
    return options.settings();
  }
}
