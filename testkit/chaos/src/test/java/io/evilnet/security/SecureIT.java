package io.evilnet.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.evilnet.launcher.provision.CassandraRole;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.TopicUse;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.topics.Topics;
import io.evilnet.security.SecuredSystem.CommandResult;
import io.evilnet.store.session.CassandraUnavailableException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The complete pipeline with authentication, authorization and TLS enabled. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SecureIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final String OTHER_KEYSPACE = "secure_it";

  /**
   * A grace period that includes posts of an hour ago, whose windows are closed for a job with a
   * grace period of 1 s.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "EVILNET_GRACE", "2h",
          // Connections interrupted within a line.
          "EVILNET_FAULTS", "cut@20,reset@20",
          // Rarely, because manual runs wait for scheduled ones.
          "EVILNET_VALIDATE_EVERY", "2m");

  @TempDir private static Path temporary;

  private final SecuredPosts posts = SecuredPosts.before(Duration.ofHours(1));
  private final CommandLines commandLines = new CommandLines();
  private Path directory;
  private SecuredSystem system;
  private SecuredClients clients;
  private RejectedCredentials rejected;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    commandLines.start();
    directory = temporary.resolve("evilnet");
    system = new SecuredSystem(directory, SETTINGS);
    clients = new SecuredClients(system);
    rejected = new RejectedCredentials(system, temporary.resolve("other-ca"));
    system.runLauncher("secure").succeeded();
    // As created by an earlier version.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(system.start()).contains("https://127.0.0.1:");
  }

  @AfterAll
  void stop() {
    system.close();
    commandLines.close();
  }

  @Test
  @Order(1)
  void shouldCountAndRecountWithSecurityEnabled() throws Exception {
    system.runIngest("replay", posts.file(temporary).toString()).succeeded();

    try (CqlSession reader = clients.session(CassandraRole.READER)) {
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () ->
                  assertThat(posts.rows(reader, "evilnet"))
                      .containsExactlyInAnyOrder(
                          "Keyport, Ontario: 1 1 1", "Lockville, Ontario: 3 1 2"));
    }

    CommandResult counts =
        system.run(
            "streams-app",
            "io.evilnet.streams.cli.Main",
            "counts",
            "--format=csv",
            "--from=" + posts.from(),
            "--to=" + posts.to());
    assertThat(counts.output()).contains("\"Lockville, Ontario\",3,1,2");
    assertThat(clients.api("/api/v1/cities?q=Keyport", clients.apiPassword()).body())
        .contains("Keyport, Ontario");

    system
        .runLauncher(
            "backfill",
            "--into=" + OTHER_KEYSPACE,
            "--grace=1s",
            "--from=" + posts.from(),
            "--to=" + posts.to())
        .succeeded();
    try (CqlSession backfill = clients.session(CassandraRole.BACKFILL)) {
      assertThat(posts.rows(backfill, OTHER_KEYSPACE))
          .hasSize(2)
          .contains("Lockville, Ontario: 3 1 2");
    }

    system.runLauncher("status").succeeded();
  }

  @Test
  @Order(2)
  void shouldDeadLetterMalformedPostsAndContinue() throws Exception {
    Path malformed = temporary.resolve("broken.jsonl");
    String valid = Files.readString(posts.file(temporary));
    Files.writeString(malformed, valid + "{\"data\":{\"id\":\"1\",\"author_id\":\n" + valid);
    long dead = clients.records(Topics.TWEETS_DEAD.name());
    CommandResult replay = system.runIngest("replay", malformed.toString());
    assertThat(clients.records(Topics.TWEETS_DEAD.name())).as(replay.output()).isGreaterThan(dead);
    CommandResult redelivery = system.runIngest("redeliver", "--reason=ahead-of-time").succeeded();
    assertThat(redelivery.output()).containsPattern("other reasons +[1-9]");

    // Ingest has dead-lettered the malformed lines as well, and continues.
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              String metrics = clients.getUnauthenticated(system.ingest() + "/metrics");
              assertThat(metrics).containsPattern("evilnet_ingest_dead_total\\S* [1-9]");
              assertThat(clients.getUnauthenticated(system.ingest() + "/health/ready"))
                  .contains("\"healthy\":true");
            });
    long read = clients.records(Topics.TWEETS.name());
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(clients.records(Topics.TWEETS.name())).isGreaterThan(read));
  }

  @Test
  @Order(2)
  void shouldRepairManually() throws Exception {
    try (CqlSession backfill = clients.session(CassandraRole.BACKFILL)) {
      backfill.execute(
          "UPDATE evilnet.counts_by_window SET tweets = 99 WHERE window_start = ? AND city_id = ?",
          posts.from(),
          "lockville");
      system
          .runLauncher("backfill", "--grace=1s", "--from=" + posts.from(), "--to=" + posts.to())
          .succeeded();
      assertThat(posts.rows(backfill, "evilnet")).contains("Lockville, Ontario: 3 1 2");
    }
  }

  @Test
  @Order(2)
  void shouldAuthorizeEachUserForTopicsOfItsProcessOnly() throws Exception {
    Set<KafkaUser> users = EnumSet.complementOf(EnumSet.of(KafkaUser.ADMIN, KafkaUser.BROKER));

    assertThat(clients.allowed(users)).containsExactlyInAnyOrderElementsOf(TopicUse.all());
  }

  @Test
  @Order(2)
  void shouldRejectCassandraNodesWithoutCertificate() throws Exception {
    assertThat(clients.plaintextNodeHandshake()).isEmpty();
    assertThatThrownBy(() -> clients.nodeHandshake(system.secrets().trusted().context()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> clients.nodeHandshake(rejected.server(DevelopmentSecrets.CASSANDRA)))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Order(2)
  void shouldRejectWrongPassword() throws Exception {
    assertThatThrownBy(() -> clients.describeCluster(rejected.wrongPassword(KafkaUser.INGEST)))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> clients.session(rejected.wrongPassword(CassandraRole.WRITER)))
        .isInstanceOf(CassandraUnavailableException.class)
        .hasMessageContaining("for user evilnet_writer");
    assertThatThrownBy(() -> clients.session(rejected.cassandra()))
        .hasMessageContaining("for user cassandra");

    for (String path : List.of("/", "/metrics", "/api/v1/cities", "/api/v1/events", "/js/api.js")) {
      assertThat(clients.api(path, "wrong").statusCode()).as(path).isEqualTo(401);
    }
    HttpResponse<String> unauthenticated = clients.api("/", null);
    assertThat(unauthenticated.statusCode()).isEqualTo(401);
    assertThat(unauthenticated.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    assertThat(unauthenticated.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(clients.api("/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(clients.api("/", clients.apiPassword()).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void shouldRejectCertificatesOfUnknownCa() throws Exception {
    Access kafka = rejected.trustingOtherCa(system.secrets().access(KafkaUser.READER));
    assertThatThrownBy(() -> clients.describeCluster(kafka))
        .hasCauseInstanceOf(SslAuthenticationException.class);
    Access cassandra = rejected.trustingOtherCa(system.secrets().access(CassandraRole.READER));
    assertThatThrownBy(() -> clients.session(cassandra))
        .hasMessageContaining("TLS handshake with Cassandra");
    assertThatThrownBy(() -> clients.api("/", clients.apiPassword(), rejected.otherCa().context()))
        .isInstanceOf(SSLException.class);

    // The controllers require client certificates as well.
    assertThatThrownBy(() -> clients.controllerHandshake(rejected.server(DevelopmentSecrets.KAFKA)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> clients.controllerHandshake(system.secrets().trusted().context()))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Order(4)
  void shouldRejectUnauthorizedOperations() throws Exception {
    try (CqlSession reader = clients.session(CassandraRole.READER)) {
      assertThatThrownBy(
              () ->
                  reader.execute(
                      "INSERT INTO evilnet.countries (list, country_code) VALUES ('all', 'XX')"))
          .isInstanceOf(UnauthorizedException.class);
      assertThatThrownBy(() -> reader.execute("TRUNCATE evilnet.countries"))
          .isInstanceOf(UnauthorizedException.class);
    }
    try (CqlSession writer = clients.session(CassandraRole.WRITER)) {
      assertThatThrownBy(() -> writer.execute("DROP TABLE evilnet.countries"))
          .isInstanceOf(UnauthorizedException.class);
    }
    assertThatThrownBy(() -> clients.write(KafkaUser.READER, Topics.TWEETS.name()))
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> clients.write(KafkaUser.BACKFILL, Topics.TWEETS.name()))
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> clients.write(KafkaUser.INGEST, Topics.CITY_COUNTS.name()))
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  /** After the other tests, during which a scheduled run has completed. */
  @Test
  @Order(5)
  void shouldValidateOnSchedule() {
    await()
        .atMost(Duration.ofMinutes(5)) // two intervals and a run
        .untilAsserted(
            () ->
                assertThat(clients.getUnauthenticated(system.schedule() + "/metrics"))
                    .containsPattern("evilnet_validation_runs_total\\{outcome=\"equal\"} [1-9]")
                    .contains("evilnet_validation_runs_total{outcome=\"failed\"} 0.0"));
  }

  /** Checks the files and command lines of all preceding tests. */
  @Test
  @Order(6)
  void shouldNotLeakSecrets() throws IOException {
    system.close();
    Leaks leaks = Leaks.of(system.secrets());

    assertThat(leaks.secrets()).hasSizeGreaterThan(12);
    assertThat(commandLines.seen())
        .anyMatch(line -> line.contains("kafka.tools.StorageTool"))
        .anyMatch(line -> line.contains("CoarseGrainedExecutorBackend"))
        .allSatisfy(line -> assertThat(leaks.in(line)).as(line).isEmpty());
    for (String place : List.of("logs", "reports", "data/spark-master", "data/spark-worker-1")) {
      assertThat(leaks.inFilesOf(directory.resolve(place))).as(place).isEmpty();
    }
    assertThat(directory.resolve("logs")).isNotEmptyDirectory();
    assertThat(leaks.inReadableFilesOf(directory.resolve("run"))).isEmpty();
    assertThat(leaks.inReadableFilesOf(system.secrets().root())).isEmpty();
  }

  @Test
  @Order(7)
  void shouldRestrictFilesToOwner() throws IOException {
    assertThat(OwnerOnlyFiles.permissions(directory)).isEqualTo("rwx------");
    assertThat(OwnerOnlyFiles.exceptions(directory, directory.resolve("data/streams-app")))
        .isEmpty();
  }
}
