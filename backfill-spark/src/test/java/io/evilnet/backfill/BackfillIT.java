package io.evilnet.backfill;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.backfill.Installation.Result;
import io.evilnet.contract.Arrival;
import io.evilnet.contract.Post;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the job with real servers. Each test uses a separate range of time; the last one deletes
 * posts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedInstallation.class)
class BackfillIT {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

  private static final String TRUST_KAFKA = "--trust-kafka";

  @TempDir Path report;

  private static Installation installation;
  private static Rows rows;

  @BeforeAll
  static void start(Installation shared) throws Exception {
    installation = shared;
    installation.reset();
    rows = new Rows(shared.session());
  }

  @Test
  @Order(1)
  void shouldSurviveWorkerFailureAndRepairOnlyCorruptRows() throws Exception {
    Instant from = NOW.minus(Duration.ofHours(6));
    Instant to = from.plus(Duration.ofMinutes(20));
    List<Arrival> posts = new ArrayList<>(Rows.arrivals(Rows.posts(from, 20_000)));
    Post cafe = Post.at(from.plusSeconds(30), 20_000, 400, "Café").placed("poi", "CA");
    posts.add(Arrival.of(cafe).resolvedTo("City 3", "CA"));
    installation.send(posts);
    String[] range = {"--from=" + from, "--to=" + to};

    Process job = installation.start(report, "backfill", range[0], range[1], TRUST_KAFKA);
    await().atMost(60, SECONDS).until(() -> installation.executors() > 0);
    installation.cluster().kill(Installation.WORKER);
    installation.cluster().restart(Installation.WORKER);
    Result filled = Installation.await(job, report);
    assertThat(filled.exitCode()).as(filled.output()).isZero();
    assertThat(rows.byWindow(from, to)).isEqualTo(Rows.plainCountOf(posts));
    assertThat(rows.byCity(from, to)).isEqualTo(Rows.plainCountOf(posts));
    assertThat(rows.contained(from, to)).isEqualTo(Map.of(from, 1L));

    String city = Post.cityId("City 3");
    rows.corrupt(from, city);
    Map<String, Long> before = rows.writeTimes();

    Result found = jobTrustingKafka("validate", range);
    assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
    assertThat(found.output())
        .contains("7 rows differ: 3 wrong, 2 missing, 2 extra")
        .containsPattern(from + " +City 3 +counts_by_window +tweets +9999 +\\d+")
        .containsPattern(from + " +City 3 +counts_by_window +received_retweets +5 +0")
        .containsPattern(from + " +City 3 +counts_by_bucket +users_sketch +0 +\\d+")
        .containsPattern(from.plusSeconds(300) + " +City 3 +counts_by_bucket +users +- +\\d+")
        .containsPattern(from.plusSeconds(600) + " +nowhere +counts_by_bucket +tweets +7 +-")
        .containsPattern(from + " +contained +windows +tweets +8 +1")
        .containsPattern(from.plusSeconds(300) + " +contained +windows +tweets +8 +-");
    assertThat(Files.readString(report.resolve("report.json")))
        .contains("\"cityId\" : \"nowhere\"");
    assertThat(Files.readString(report.resolve("report.html"))).contains("<td>nowhere");

    assertThat(rows.writeTimes()).isEqualTo(before);

    Result repaired = jobTrustingKafka("backfill", range);
    assertThat(repaired.exitCode()).as(repaired.output()).isZero();
    assertThat(repaired.output()).contains("7 written");
    assertThat(rows.byWindow(from, to)).isEqualTo(Rows.plainCountOf(posts));
    assertThat(rows.byCity(from, to)).isEqualTo(Rows.plainCountOf(posts));
    assertThat(rows.contained(from, to)).isEqualTo(Map.of(from, 1L));
    Map<String, Long> after = rows.writeTimes();
    // Only the three wrong, two missing and two extra rows were written.
    assertThat(Rows.changed(before, after))
        .containsExactlyInAnyOrder(
            "counts_by_window " + from + " " + city,
            "counts_by_bucket " + from + " " + city,
            "counts_by_bucket " + from.plusSeconds(300) + " " + city,
            "counts_by_bucket " + from.plusSeconds(600) + " nowhere",
            "windows " + from.plusSeconds(900),
            "contained " + from,
            "contained " + from.plusSeconds(300));
    assertThat(jobTrustingKafka("validate", range).exitCode()).isZero();
    assertThat(rows.runs()).contains("validate different", "backfill repaired", "validate equal");
  }

  @Test
  @Order(2)
  void shouldSkipOpenWindows() throws Exception {
    installation.produce(Rows.posts(Instant.now().minusSeconds(60), 20));

    Result result = job("backfill", "--last=5m");

    assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
    assertThat(result.output()).contains("still open");
    assertThat(rows.byWindow(Instant.now().minusSeconds(900), Instant.now())).isEmpty();
  }

  @Test
  @Order(2)
  void shouldWaitForLeaseHeldByAnotherRun() throws Exception {
    String lease =
        "INSERT INTO evilnet.job_leases (job, holder, expires_at)"
            + " VALUES ('count-again', 'run 7 elsewhere', '2026-11-20T14:00:00Z') USING TTL ";
    installation.session().execute(lease + 600);

    Process job = installation.start(report, "validate", "--last=5m", "--only-retained");
    await().atMost(60, SECONDS).until(() -> output().contains("Waiting for another run"));
    installation.session().execute(lease + 1);
    Result waited = Installation.await(job, report);

    assertThat(waited.exitCode()).as(waited.output()).isZero();
    assertThat(waited.output())
        .contains("Waiting for another run: run 7 elsewhere")
        .contains("at 2026-11-20T14:00:00Z unless");
    assertThat(rows.leases()).isEmpty();
  }

  @Test
  @Order(2)
  void shouldReleaseLeaseOnTermination() throws Exception {
    Process job =
        installation.start(
            report, "validate", "--from=" + NOW.minus(Duration.ofHours(6)), TRUST_KAFKA);
    await().atMost(60, SECONDS).until(() -> !rows.leases().isEmpty());
    assertThat(rows.leases()).first().asString().contains("of process " + job.pid());

    job.destroy();

    Installation.await(job, report);
    assertThat(rows.leases()).isEmpty();
  }

  @Test
  @Order(3)
  void shouldWriteCountsOfOtherRulesToSeparateKeyspace() throws Exception {
    Instant from = NOW.minus(Duration.ofHours(8));
    installation.produce(Rows.posts(from, 300));

    Result rejected =
        job("backfill", "--from=" + from, "--to=" + NOW.minusSeconds(7 * 3600), "--window=1m");
    assertThat(rejected.exitCode()).isEqualTo(2);
    assertThat(rejected.output()).contains("--into");

    Result result =
        job(
            "backfill",
            "--from=" + from,
            "--to=" + NOW.minusSeconds(7 * 3600),
            "--window=1m",
            "--into=by_minute");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(
            installation
                .session()
                .execute("SELECT window_start FROM by_minute.windows WHERE list = 'all'")
                .all())
        .hasSize(5);
    assertThat(rows.byWindow(from, NOW.minusSeconds(7 * 3600))).isEmpty();
  }

  @Test
  @Order(4)
  void shouldReportUnavailableServerInOneLine() throws Exception {
    // Only one of the two acquires the lease, since the other cannot connect to Cassandra.
    Map<String, Process> started = new HashMap<>();
    for (String server : List.of("bootstrap-servers", "cassandra")) {
      started.put(
          server,
          installation.start(
              report.resolve(server), "validate", "--last=2h", "--" + server + "=127.0.0.1:1"));
    }
    for (String server : started.keySet()) {
      Result result = Installation.await(started.get(server), report.resolve(server));
      assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
      assertThat(result.output().strip().lines()).hasSize(1);
      assertThat(result.output())
          .contains("127.0.0.1:1")
          .contains("--" + server)
          .doesNotContain("during the run");
    }

    long executors = installation.executors();
    Path noMaster = report.resolve("no-master");
    Process withoutMaster =
        installation.startAt("spark://127.0.0.1:1", noMaster, "validate", "--last=2h", TRUST_KAFKA);
    Process withoutSecret =
        installation.startWithoutSecret(
            report, "validate", "--last=2h", "--worker-within=5s", TRUST_KAFKA);
    Result result = Installation.await(withoutMaster, noMaster);
    assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
    assertThat(result.output())
        .contains("the Spark master is not available at spark://127.0.0.1:1: start it with");
    assertThat(rows.runs()).contains("validate failed");
    Result rejected = Installation.await(withoutSecret, report);
    assertThat(rejected.exitCode()).as(rejected.output()).isEqualTo(2);
    assertThat(rejected.output())
        .contains("did not register this job within 5 s")
        .contains("--spark-secret-file");
    assertThat(installation.executors()).isEqualTo(executors);
  }

  @Test
  @Order(5)
  void shouldRejectDeletedRangeAndCountArchive() throws Exception {
    installation.expireEverything();
    Instant archived = Instant.parse("2022-05-04T10:00:00Z");
    List<Post> archive = Rows.posts(archived, 400);
    installation.produce(archive);

    String[] deleted = {
      "--from=" + NOW.minus(Duration.ofHours(6)), "--to=" + NOW.minus(Duration.ofHours(5))
    };
    Result untrusted = job("backfill", deleted);
    assertThat(untrusted.exitCode()).isEqualTo(2);
    assertThat(untrusted.output())
        .contains("no window of")
        .contains("include them with --trust-kafka");
    Result rejected = jobTrustingKafka("validate", deleted);
    assertThat(rejected.exitCode()).isEqualTo(2);
    assertThat(rejected.output()).contains("raw posts are retained for the windows from");

    Result empty = jobTrustingKafka("backfill", "--from=2021-05-04", "--to=2021-05-05");
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.output()).contains("no post of");

    Result dryRun =
        jobTrustingKafka("backfill", "--from=2022-05-04", "--to=2022-05-05", "--dry-run");
    assertThat(dryRun.exitCode()).as(dryRun.output()).isEqualTo(1);
    assertThat(rows.byWindow(archived, archived.plusSeconds(86_400))).isEmpty();

    Result counted = jobTrustingKafka("backfill", "--from=2022-05-04", "--to=2022-05-05");
    assertThat(counted.exitCode()).as(counted.output()).isZero();
    assertThat(rows.byWindow(archived, archived.plusSeconds(86_400)))
        .isEqualTo(Rows.plainCount(archive));
  }

  /** Runs a job with {@code --trust-kafka}, since no stream has recorded its source. */
  private Result jobTrustingKafka(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(TRUST_KAFKA);
    return job(command, all.toArray(String[]::new));
  }

  private Result job(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    return installation.run(report, all.toArray(String[]::new));
  }

  private String output() throws IOException {
    return Files.readString(report.resolve("output"));
  }
}
