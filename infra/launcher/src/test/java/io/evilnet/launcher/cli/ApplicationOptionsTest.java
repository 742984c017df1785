package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.settings.EvilnetCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ApplicationOptionsTest {

  @Test
  void shouldConnectIngestToSimulator() {
    assertThat(settings("--simulator-http=127.0.0.1:18082"))
        .containsEntry("x-base-url", "http://127.0.0.1:18082");
  }

  @Test
  void shouldConnectIngestToWildcardSimulatorAtLoopback() {
    assertThat(settings("--simulator-http=0.0.0.0:18082"))
        .containsEntry("simulator-http", "0.0.0.0:18082")
        .containsEntry("x-base-url", "http://127.0.0.1:18082");
  }

  @Test
  void shouldConnectIngestToAdvertisedSimulatorAddress() {
    assertThat(
            settings(
                "--simulator-http=127.0.0.1:18082", "--advertised-simulator-http=127.0.0.1:28082"))
        .containsEntry("simulator-http", "127.0.0.1:18082")
        .containsEntry("x-base-url", "http://127.0.0.1:28082");
  }

  @Test
  void shouldMarkDashboardAsSimulated() {
    assertThat(settings()).containsEntry("simulated", "true");
  }

  @Test
  void shouldConnectIngestToXWithoutSimulator() {
    assertThat(settings("--source=x")).doesNotContainKeys("x-base-url", "simulated");
  }

  private static Map<String, String> settings(String... arguments) {
    Start start = new Start();
    EvilnetCommand.commandLine(start, Map.of()).parseArgs(arguments);
    return start.installation.settings();
  }

  @Command
  private static final class Start {
    @Mixin private Installation installation;
  }
}
