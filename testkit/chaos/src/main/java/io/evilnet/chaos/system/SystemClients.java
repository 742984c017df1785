package io.evilnet.chaos.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.CassandraRole;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Secret;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Clients of the test harness for a system, secured or not: Kafka, Cassandra, metrics. */
public final class SystemClients {

  public static final String KEYSPACE = "evilnet";

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final SystemPorts ports;
  private final Optional<SecretsDirectory> secrets;
  private final HttpClient http;

  SystemClients(SystemSettings settings, SystemPorts ports) {
    this.ports = ports;
    this.secrets =
        settings.secure()
            ? Optional.of(
                new SecretsDirectory(
                    new RunDirectory(settings.directory()).root().resolve("secrets")))
            : Optional.empty();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    secrets
        .filter(SecretsDirectory::exists)
        .ifPresent(found -> builder.sslContext(found.trusted().context()));
    this.http = builder.build();
  }

  /** Returns a connection to Kafka over the links, as the administrator. */
  public KafkaConnection kafka() {
    return new KafkaConnection(
        "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.kafkaLinks(), ports.kafkaLinks() + 1),
        secrets.map(found -> found.access(KafkaUser.ADMIN)).orElse(Access.OPEN));
  }

  /**
   * Returns a session with Cassandra that bypasses the link, whose faults must not affect the
   * harness.
   */
  public CqlSession cassandra() {
    return CassandraSessions.openForService(
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:" + ports.cassandra())),
            "datacenter1",
            KEYSPACE,
            1,
            Duration.ofDays(1),
            secrets.map(found -> found.access(CassandraRole.READER)).orElse(Access.OPEN)));
  }

  /** Returns the metrics of a streams-app; empty if it does not respond. */
  Optional<String> streamsMetrics(int port) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(
                "%s://127.0.0.1:%d/metrics"
                    .formatted(secrets.isPresent() ? "https" : "http", port)));
    secrets.ifPresent(
        found ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            ("api:" + Secret.in(found.password("api")).value()).getBytes(UTF_8))));
    return get(request);
  }

  /** Returns the metrics of ingest; empty if it does not respond. */
  Optional<String> ingestMetrics() {
    return get(
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/metrics".formatted(ports.ingest()))));
  }

  private Optional<String> get(HttpRequest.Builder request) {
    try {
      return Optional.of(
          http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
