package io.evilnet.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Authorities;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class AccessSettingsTest {

  @Command(name = "replay")
  private static final class Replay {
    @Mixin private KafkaOptions kafka;
  }

  @Command(name = "counts")
  private static final class Counts {
    @Mixin private KafkaOptions kafka;
  }

  private static final String PASSWORD = "s\"e\\cret";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writePassword() throws IOException {
    file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
  }

  @Test
  void shouldConfigurePlaintextConnectionWithoutAuthentication() {
    assertThat(KafkaConnection.open("a:1").with(Map.of("client.id", "x")))
        .isEqualTo(Map.of("bootstrap.servers", "a:1", "client.id", "x"));
  }

  @Test
  void shouldAuthenticateOverTlsWithPasswordFromFile() {
    KafkaConnection kafka =
        new KafkaConnection("a:1", Access.of("kafka", "ingest", file, "ca.pem", Map.of()));

    assertThat(kafka.config())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("ssl.truststore.type", "PEM")
        .as("absolute, for executors with another working directory")
        .containsEntry("ssl.truststore.location", Path.of("ca.pem").toAbsolutePath().toString());
    assertThat(kafka.config().get("sasl.jaas.config"))
        .endsWith(" required username=\"ingest\" password=\"s\\\"e\\\\cret\";");
  }

  @Test
  void shouldPreferPasswordFromEnvironmentToPasswordFile() {
    Access access =
        Access.of("kafka", "ingest", file, "system", Map.of("EVILNET_KAFKA_PASSWORD", "other"));

    assertThat(access.login().orElseThrow().password().value()).isEqualTo("other");
    assertThat(new KafkaConnection("a:1", access).config())
        .doesNotContainKey("ssl.truststore.location");
  }

  @Test
  void shouldMaskPasswords() {
    Access access = Access.of("kafka", "ingest", file, "ca.pem", Map.of());

    assertThat(access.toString()).contains("ingest").doesNotContain(PASSWORD);
    assertThat(new KafkaConnection("a:1", access).toString()).isEqualTo("a:1");
  }

  @Test
  void shouldRejectInsecureOrIncompleteSettings() throws IOException {
    assertThatThrownBy(() -> Access.of("kafka", "ingest", file, null, Map.of()))
        .hasMessageContaining("kafka-user requires kafka-ca");
    assertThatThrownBy(() -> Access.of("cassandra", "writer", null, "ca.pem", Map.of()))
        .hasMessageContaining("--cassandra-password-file")
        .hasMessageContaining("EVILNET_CASSANDRA_PASSWORD");
    assertThatThrownBy(() -> Access.of("kafka", "x", directory.resolve("gone"), "ca.pem", Map.of()))
        .hasMessageContaining("gone");
    Path empty = Files.writeString(directory.resolve("empty"), "\n");
    assertThatThrownBy(() -> Access.of("kafka", "x", empty, "ca.pem", Map.of()))
        .hasMessageContaining("single line");
    Authorities withoutCertificates =
        Access.of("kafka", null, null, file.toString(), Map.of()).authorities().get();
    assertThatThrownBy(withoutCertificates::context)
        .hasMessageContaining("-----BEGIN CERTIFICATE-----");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "a:1,b", "PLAINTEXT://a"})
  void shouldRejectInvalidBootstrapServers(String servers) {
    assertThatThrownBy(() -> KafkaConnection.open(servers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap-servers: '")
        .hasMessageContaining("HOST:PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:1, b:2", "[::1]:9092", "PLAINTEXT://a:1"})
  void shouldAcceptBootstrapServersLikeKafkaClients(String servers) {
    assertThat(KafkaConnection.open(servers).bootstrapServers()).isEqualTo(servers);
  }

  @Test
  void shouldExplainAuthenticationAndAuthorizationFailures() {
    KafkaConnection kafka =
        new KafkaConnection("a:1", Access.of("kafka", "ingest", file, "ca.pem", Map.of()));

    assertThat(kafka.refusal(new RuntimeException(new SaslAuthenticationException("no"))))
        .hasValueSatisfying(line -> assertThat(line).contains("for user ingest"));
    assertThat(kafka.refusal(new TopicAuthorizationException("not topic x")))
        .hasValueSatisfying(line -> assertThat(line).contains("not topic x"));
    assertThat(kafka.refusal(new TimeoutException("late"))).isEmpty();
  }

  @Test
  void shouldPreferSettingOfCommandToGeneralSetting() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("cluster.properties"),
            "kafka-ca=system\nkafka-user=reader\nreplay.kafka-user=ingest\nkafka-password-file="
                + file);
    Map<String, String> environment = Map.of("EVILNET_CONFIG", config.toString());
    Replay replay = new Replay();
    Counts counts = new Counts();
    CommandLine replayLine = EvilnetCommand.commandLine(replay, environment);
    CommandLine countsLine = EvilnetCommand.commandLine(counts, environment);

    replayLine.parseArgs();
    countsLine.parseArgs();

    assertThat(user(replay.kafka)).isEqualTo("ingest");
    assertThat(user(counts.kafka)).isEqualTo("reader");
  }

  private static String user(KafkaOptions options) {
    return options.connection().access().login().orElseThrow().user();
  }
}
