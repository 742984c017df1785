package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.evilnet.launcher.process.Service;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class InstallationTest {

  private static final String PROJECT = "evilnet.project";

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

  /** A repair writes rows with the TTL of those of the stream. */
  @Test
  void shouldTellCommandsHowLongRowsAreKept() {
    assertThat(installation().commandSettings()).containsEntry("counts-ttl", "PT24H");
    assertThat(installation("--counts-ttl=8d").commandSettings())
        .containsEntry("counts-ttl", "PT192H");
  }

  @Test
  void shouldRefuseWhatCannotBeCountedBeforeAnythingStarts() {
    Installation installation = installation("--countries=Canada");

    assertThatThrownBy(installation::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countries must be two-letter ISO codes");
  }

  @Test
  void shouldRefuseATtlThatCassandraCannotApplyBeforeAnythingStarts() {
    Installation installation = installation("--counts-ttl=8000d");

    assertThatThrownBy(installation::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts-ttl must be 1m to 7300d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"simulate", "x"})
  void shouldAcceptTheStartOfAnIngestThatIsRefusedByX(String source, @TempDir Path temp)
      throws IOException {
    HttpServer refused = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    refused.createContext("/health/live", exchange -> exchange.sendResponseHeaders(200, -1));
    refused.createContext("/health/ready", exchange -> exchange.sendResponseHeaders(503, -1));
    refused.start();
    try {
      Service ingest =
          ingest(
              BuiltProject.in(temp),
              installation(
                  "--source=" + source,
                  "--ingest-http=127.0.0.1:" + refused.getAddress().getPort()));

      assertThat(ingest.health().isReady()).isFalse();
      assertThat(ingest.enough().isReady()).isTrue();
    } finally {
      refused.stop(0);
    }
  }

  /** The user's file may name one, and an option of it precedes a token in the environment. */
  @Test
  void shouldGiveIngestNoTokenOfXForTheSimulator(@TempDir Path temp) throws IOException {
    assertThat(ingest(BuiltProject.in(temp), installation()).environment())
        .containsEntry("X_BEARER_TOKEN", "simulated")
        .containsEntry("EVILNET_X_BEARER_TOKEN_FILE", "");
  }

  private static Service ingest(BuiltProject project, Installation installation)
      throws IOException {
    project.write("infra/images/run", "");
    String before = System.setProperty(PROJECT, project.path("").toString());
    try {
      return installation.cluster(Preparations.NONE).services().services().stream()
          .filter(service -> service.name().equals("ingest"))
          .findFirst()
          .orElseThrow();
    } finally {
      if (before == null) {
        System.clearProperty(PROJECT);
      } else {
        System.setProperty(PROJECT, before);
      }
    }
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
