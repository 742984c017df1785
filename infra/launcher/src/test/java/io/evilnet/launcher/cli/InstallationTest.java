package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.settings.EvilnetCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class InstallationTest {

  @Test
  void shouldTellProcessesAndCommandsWhatIsCounted() {
    assertThat(installation("--countries=all", "--window=1m").commandSettings())
        .containsEntry("countries", "all")
        .containsEntry("window", "PT1M")
        .containsEntry("grace", "PT15M")
        .containsEntry("retweet-kinds", "retweeted,quoted")
        .doesNotContainKey("assume-country");
    assertThat(installation("--assume-country", "ca").settings())
        .containsEntry("assume-country", "CA");
  }

  @Test
  void shouldRefuseWhatCannotBeCountedBeforeAnythingStarts() {
    Installation installation = installation("--countries=Canada");

    assertThatThrownBy(installation::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countries must be two-letter ISO codes");
  }

  private static Installation installation(String... arguments) {
    Start start = new Start();
    EvilnetCommand.commandLine(start, Map.of()).parseArgs(arguments);
    return start.installation;
  }

  @Command
  private static final class Start {
    @Mixin private Installation installation;
  }
}
