package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CredentialsTest {
  @Command
  private static final class Start {
    @Mixin private SecurityOptions security;
  }

  private static final Path SPARK_SECRET = Path.of("run", "spark.password");

  @TempDir private Path temporary;

  @Test
  void shouldContainNoUsersWithoutAuthentication() {
    Credentials credentials = new Credentials(Optional.empty(), SPARK_SECRET);

    assertThat(credentials.streams()).isEmpty();
    assertThat(credentials.ingest()).isEmpty();
    // A submitted job runs as the account of the workers: Spark always authenticates.
    Map<String, String> spark = Map.of("spark-secret-file", SPARK_SECRET.toString());
    assertThat(credentials.schedule()).isEqualTo(spark);
    assertThat(credentials.commands()).isEqualTo(spark);
    assertThat(credentials.api("127.0.0.1:8080")).isEqualTo("http://127.0.0.1:8080");
  }

  @Test
  void shouldAssignDistinctUsersWithoutExposingPasswords() throws IOException {
    SecretsDirectory secrets = new SecretsDirectory(temporary.resolve("secrets"));
    new DevelopmentSecrets(secrets).make(false);
    Credentials credentials = new Credentials(Optional.of(secrets), SPARK_SECRET);

    assertThat(credentials.streams())
        .containsEntry("kafka-user", "evilnet-streams")
        .containsEntry("cassandra-user", "evilnet_writer")
        .containsEntry("cassandra-reader-user", "evilnet_reader")
        .containsEntry("api-password-file", secrets.password("api").toString());
    assertThat(credentials.ingest())
        .containsEntry("kafka-user", "evilnet-ingest")
        .doesNotContainKey("cassandra-user");
    assertThat(credentials.schedule()).containsEntry("cassandra-user", "evilnet_backfill");
    assertThat(credentials.commands())
        .containsEntry("kafka-user", "evilnet-reader")
        .containsEntry("cassandra-user", "evilnet_reader")
        .containsEntry("replay.kafka-user", "evilnet-ingest")
        .containsEntry("redeliver.kafka-user", "evilnet-ingest")
        .containsEntry("backfill.cassandra-user", "evilnet_backfill");

    String settings =
        credentials.streams().toString()
            + credentials.ingest()
            + credentials.schedule()
            + credentials.commands();
    try (Stream<Path> files = Files.list(secrets.root())) {
      for (Path file : files.filter(name -> name.toString().endsWith(".password")).toList()) {
        assertThat(settings).doesNotContain(Files.readString(file).strip());
      }
    }
  }

  /** The certificate is not valid for a wildcard address. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8080", "[::]:8080"})
  void shouldConnectToQueryApiAtAddressOfCertificate(String address) {
    SecretsDirectory secrets = new SecretsDirectory(temporary);

    assertThat(new Credentials(Optional.of(secrets), SPARK_SECRET).api(address))
        .isEqualTo("https://127.0.0.1:8080");
    assertThat(
            new Credentials(Optional.empty(), SPARK_SECRET)
                .apiHealth(address, "/health/ready")
                .uri())
        .hasToString("http://127.0.0.1:8080/health/ready");
  }

  @Test
  void shouldReportCommandThatCreatesMissingSecrets() {
    RunDirectory run = new RunDirectory(temporary.resolve("data"));

    assertThat(security().secretsIfSecure(run)).isEmpty();
    assertThatThrownBy(() -> security("--secure").secretsIfSecure(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bin/evilnet secure --data-dir");
    assertThat(security("--secure=false").secretsIfSecure(run)).isEmpty();
  }

  private static SecurityOptions security(String... arguments) {
    Start start = new Start();
    EvilnetCommand.commandLine(start, Map.of()).parseArgs(arguments);
    return start.security;
  }
}
