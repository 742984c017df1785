package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.Service;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class InstallationTest {

  private static final String PROJECT = "evilnet.project";

  @Test
  void shouldPassCountingRulesToProcessesAndCommands() {
    assertThat(commandSettings(installation("--countries=all", "--window=1m")))
        .containsEntry("countries", "all")
        .containsEntry("window", "PT1M")
        .containsEntry("grace", "PT15M")
        .containsEntry("retweet-kinds", "retweeted,quoted")
        .doesNotContainKey("assume-country");
    assertThat(installation("--assume-country", "ca").settings())
        .containsEntry("assume-country", "CA");
  }

  @Test
  void shouldPassOptionsThatProcessesShare() {
    assertThat(installation("--workers=2", "--advertised-kafka-port=19092").settings())
        .containsEntry("source", "simulate")
        .containsEntry("secure", "false")
        .containsEntry("schedule", "true")
        .containsEntry("workers", "2")
        .containsEntry("tweets-partitions", "6")
        .containsEntry("retention", "PT24H")
        .containsEntry("kafka-port", "9092")
        .containsEntry("bootstrap-servers", "127.0.0.1:19092,127.0.0.1:19093")
        .containsEntry("spark-master", "spark://127.0.0.1:7077")
        .doesNotContainKeys(
            "rate", "data-dir", "secrets-dir", "advertised-kafka-port", "help", "version");
  }

  /** A repair writes rows with the same TTL as the stream. */
  @Test
  void shouldPassCountsTtlToCommands() {
    assertThat(commandSettings(installation())).containsEntry("counts-ttl", "PT24H");
    assertThat(commandSettings(installation("--counts-ttl=8d")))
        .containsEntry("counts-ttl", "PT192H");
  }

  @Test
  void shouldPassSharedProcessSettingsToCommands() {
    Properties users = new Properties();
    users.putAll(Map.of("keyspace", "k1", "run.retweet-city", "original", "retweet-city", "none"));
    Map<String, String> environment =
        Map.of(
            "EVILNET_KEYSPACE", "k2",
            "EVILNET_APPLICATION_ID", "a2",
            "EVILNET_RULES", "east.yaml,/west.yaml",
            "EVILNET_X_BASE_URL", "http://127.0.0.1:1",
            "EVILNET_RATE", "5");

    assertThat(installation().commandSettings(environment, users))
        .containsEntry("keyspace", "k2")
        .containsEntry("application-id", "a2")
        .containsEntry("retweet-city", "original")
        .containsEntry("rules", Path.of("east.yaml").toAbsolutePath() + ",/west.yaml")
        .containsEntry("x-base-url", "http://127.0.0.1:8082")
        .doesNotContainKeys("city-resolution", "rate");
    assertThat(installation("--source=x").commandSettings(environment, users))
        .containsEntry("x-base-url", "http://127.0.0.1:1");
  }

  @Test
  void shouldRejectInvalidCountriesBeforeStart() {
    Installation installation = installation("--countries=Canada");

    assertThatThrownBy(installation::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countries must be two-letter ISO codes");
  }

  @Test
  void shouldRejectUnsupportedTtlBeforeStart() {
    Installation installation = installation("--counts-ttl=8000d");

    assertThatThrownBy(installation::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts-ttl must be 1m to 7300d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"simulate", "x"})
  void shouldAcceptStartOfIngestRejectedByX(String source, @TempDir Path temp) throws IOException {
    HttpServer rejected = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    rejected.createContext("/health/live", exchange -> exchange.sendResponseHeaders(200, -1));
    rejected.createContext("/health/ready", exchange -> exchange.sendResponseHeaders(503, -1));
    rejected.start();
    try {
      Service ingest =
          ingest(
              BuiltProject.in(temp),
              installation(
                  "--source=" + source,
                  "--ingest-http=127.0.0.1:" + rejected.getAddress().getPort()));

      assertThat(ingest.health().isReady()).isFalse();
      assertThat(ingest.minimumHealth().isReady()).isTrue();
    } finally {
      rejected.stop(0);
    }
  }

  /** A token file in the user's settings would take precedence over the variable. */
  @Test
  void shouldNotPassTokenOfXToIngestWithSimulator(@TempDir Path temp) throws IOException {
    assertThat(ingest(BuiltProject.in(temp), installation()).environment())
        .containsEntry("X_BEARER_TOKEN", "simulated")
        .containsEntry("EVILNET_X_BEARER_TOKEN_FILE", "");
  }

  @Test
  void shouldProbeWildcardAddressAtLoopback(@TempDir Path temp) throws IOException {
    Service ingest = ingest(BuiltProject.in(temp), installation("--ingest-http=[::]:18081"));

    assertThat(((HttpHealth) ingest.health()).uri())
        .hasToString("http://127.0.0.1:18081/health/ready");
    assertThat(ingest.address()).isEqualTo("http://127.0.0.1:18081");
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

  private static Map<String, String> commandSettings(Installation installation) {
    return installation.commandSettings(Map.of(), new Properties());
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
