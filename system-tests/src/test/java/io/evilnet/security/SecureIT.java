package io.evilnet.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.evilnet.core.SnowflakeId;
import io.evilnet.infra.schema.CassandraUnavailableException;
import io.evilnet.infra.security.Access;
import io.evilnet.infra.security.Authorities;
import io.evilnet.infra.security.CassandraRole;
import io.evilnet.infra.security.DevelopmentSecrets;
import io.evilnet.infra.security.Identity;
import io.evilnet.infra.security.KafkaUser;
import io.evilnet.infra.security.Login;
import io.evilnet.infra.security.Secret;
import io.evilnet.infra.security.SecretsDirectory;
import io.evilnet.infra.topics.Topics;
import io.evilnet.security.SecuredSystem.Said;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The whole pipeline with every password, certificate and right switched on. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SecureIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String OTHER_KEYSPACE = "secure_it";

  /** Long enough for the posts of an hour ago, which are closed to a job that takes a second. */
  private static final Map<String, String> SETTINGS = Map.of("EVILNET_GRACE", "2h");

  @TempDir private static Path temporary;

  private final Instant window = windowAt(Instant.now().minus(Duration.ofHours(1)));
  private final CommandLines commandLines = new CommandLines();
  private Path directory;
  private SecuredSystem system;
  private SecuredClients clients;
  private SecretsDirectory strangers;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    commandLines.begin();
    directory = temporary.resolve("evilnet");
    strangers = new SecretsDirectory(temporary.resolve("strangers"));
    new DevelopmentSecrets(strangers).make(false);
    system = new SecuredSystem(directory, SETTINGS);
    clients = new SecuredClients(system);
    Said made = system.runLauncher("secure", "--data-dir=" + directory);
    assertThat(made.exitCode()).as(made.output()).isZero();
    assertThat(system.start()).contains("https://127.0.0.1:");
  }

  @AfterAll
  void stop() {
    system.close();
    commandLines.close();
  }

  @Test
  @Order(1)
  void shouldCountAndCountAgainWithEverythingSwitchedOn() throws Exception {
    Said replay = system.run("ingest", "io.evilnet.ingest.cli.Main", "replay", posts().toString());
    assertThat(replay.exitCode()).as(replay.output()).isZero();

    try (CqlSession reader = clients.session(CassandraRole.READER)) {
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(rows(reader, "evilnet"))
                      .containsExactlyInAnyOrder(
                          "Keyport, Ontario: 1 1 1", "Lockville, Ontario: 3 1 2"));
    }

    Said counts =
        system.run(
            "streams-app",
            "io.evilnet.streams.cli.Main",
            "counts",
            "--format=csv",
            "--from=" + window,
            "--to=" + window.plus(WINDOW));
    assertThat(counts.output()).contains("\"Lockville, Ontario\",3,1,2");
    assertThat(clients.api("/api/v1/cities", clients.apiPassword()).body())
        .contains("Keyport, Ontario");

    Said again =
        system.runLauncher(
            "backfill",
            "--data-dir=" + directory,
            "--into=" + OTHER_KEYSPACE,
            "--grace=1s",
            "--from=" + window,
            "--to=" + window.plus(WINDOW));
    assertThat(again.exitCode()).as(again.output()).isZero();
    try (CqlSession backfill = clients.session(CassandraRole.BACKFILL)) {
      assertThat(rows(backfill, OTHER_KEYSPACE)).hasSize(2).contains("Lockville, Ontario: 3 1 2");
    }

    Said status = system.runLauncher("status", "--data-dir=" + directory);
    assertThat(status.exitCode()).as(status.output()).isZero();
  }

  @Test
  @Order(2)
  void shouldRefuseAWrongPassword() throws Exception {
    Access wrongInKafka = wrong(KafkaUser.INGEST.user());
    assertThatThrownBy(() -> clients.askKafka(wrongInKafka))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> clients.session(wrong(CassandraRole.WRITER.role())))
        .isInstanceOf(CassandraUnavailableException.class)
        .hasMessageContaining("does not let evilnet_writer in");
    // The user that every Cassandra is delivered with.
    assertThatThrownBy(
            () ->
                clients.session(
                    new Access(
                        Optional.of(new Login("cassandra", Secret.known("cassandra"))),
                        Optional.of(system.secrets().trusted()))))
        .hasMessageContaining("does not let cassandra in");

    for (String path : List.of("/", "/metrics", "/api/v1/cities", "/api/v1/events", "/js/api.js")) {
      assertThat(clients.api(path, "wrong").statusCode()).as(path).isEqualTo(401);
    }
    HttpResponse<String> nobody = clients.api("/", null);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    assertThat(nobody.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(clients.api("/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(clients.api("/", clients.apiPassword()).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void shouldRefuseCertificatesOfAnUnknownAuthority() throws Exception {
    Authorities theirs = strangers.trusted();
    Access kafka = trusting(theirs, system.secrets().access(KafkaUser.READER));
    assertThatThrownBy(() -> clients.askKafka(kafka))
        .hasCauseInstanceOf(SslAuthenticationException.class);
    assertThatThrownBy(
            () -> clients.session(trusting(theirs, system.secrets().access(CassandraRole.READER))))
        .hasMessageContaining("has a certificate that is not trusted");
    assertThatThrownBy(() -> clients.api("/", clients.apiPassword(), theirs.context()))
        .isInstanceOf(SSLException.class);

    // The voters ask others who they are as well.
    Identity stranger = new Identity(strangers.identity(DevelopmentSecrets.KAFKA));
    assertThatThrownBy(() -> clients.greetVoter(stranger.context(system.secrets().trusted())))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> clients.greetVoter(system.secrets().trusted().context()))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Order(4)
  void shouldRefuseWhoDoesWhatHeHasNoRightTo() throws Exception {
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

  /** Last: what all of the above have left behind. */
  @Test
  @Order(5)
  void shouldHaveToldNoSecretToAnybody() throws IOException {
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
    assertThat(leaks.inOpenFilesOf(directory.resolve("run"))).isEmpty();
    assertThat(leaks.inOpenFilesOf(system.secrets().root())).isEmpty();
  }

  /** Three posts of two authors in one city, one of them a quote, and a quote in another. */
  private Path posts() throws IOException {
    return Files.writeString(
        temporary.resolve("posts.jsonl"),
        post(1, 71, "lockville", "Lockville, Ontario", "replied_to")
            + post(2, 71, "lockville", "Lockville, Ontario", "quoted")
            + post(3, 72, "lockville", "Lockville, Ontario", "replied_to")
            + post(4, 73, "keyport", "Keyport, Ontario", "quoted"));
  }

  private String post(int second, long author, String place, String city, String reference) {
    Instant time = window.plusSeconds(second);
    return """
        {"data":{"id":"%1$d","author_id":"%2$d","created_at":"%3$s","edit_history_tweet_ids":["%1$d"],\
        "geo":{"place_id":"%4$s"},"referenced_tweets":[{"type":"%6$s","id":"9"}]},\
        "includes":{"places":[{"id":"%4$s","place_type":"city","country_code":"CA","full_name":"%5$s"}]}}
        """
        .formatted(SnowflakeId.of(time, second), author, time, place, city, reference);
  }

  private List<String> rows(CqlSession session, String keyspace) {
    return session
        .execute(
            "SELECT city, tweets, retweets, users FROM "
                + keyspace
                + ".counts_by_window"
                + " WHERE window_start = ?",
            window)
        .map(
            row ->
                "%s: %d %d %d"
                    .formatted(
                        row.getString("city"),
                        row.getLong("tweets"),
                        row.getLong("retweets"),
                        row.getLong("users")))
        .all();
  }

  private Access wrong(String user) {
    return new Access(
        Optional.of(new Login(user, Secret.known("wrong"))),
        Optional.of(system.secrets().trusted()));
  }

  private static Access trusting(Authorities authorities, Access access) {
    return new Access(access.login(), Optional.of(authorities));
  }

  private static Instant windowAt(Instant time) {
    return Instant.ofEpochMilli(
        time.toEpochMilli() - Math.floorMod(time.toEpochMilli(), WINDOW.toMillis()));
  }
}
