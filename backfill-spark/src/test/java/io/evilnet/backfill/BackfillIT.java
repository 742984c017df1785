package io.evilnet.backfill;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.backfill.Installation.Result;
import io.evilnet.contract.Arrival;
import io.evilnet.contract.CountingContract;
import io.evilnet.contract.Post;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The job against real servers. Each test has a time of its own; the last ones delete posts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackfillIT {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

  @TempDir static Path directory;
  @TempDir Path report;

  private static Installation installation;

  @BeforeAll
  static void start() {
    installation = new Installation(directory);
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  @Order(1)
  void shouldFindAndRepairExactlyWhatIsDamaged() throws Exception {
    Instant from = NOW.minus(Duration.ofHours(6));
    Instant to = from.plus(Duration.ofMinutes(20));
    List<Post> posts = posts(from, 1_200);
    installation.produce(posts);
    String[] range = {"--from=" + from, "--to=" + to};

    Result filled = job("backfill", range);
    assertThat(filled.exitCode()).as(filled.output()).isZero();
    assertThat(countsByWindow(from, to)).isEqualTo(plainCount(posts));
    assertThat(countsByCity(from, to)).isEqualTo(plainCount(posts));

    String city = Post.cityId("City 3");
    LocalDate day = LocalDate.ofInstant(from, java.time.ZoneOffset.UTC);
    cql(
        "UPDATE evilnet.counts_by_window SET tweets = 9999 WHERE window_start = ? AND city_id = ?",
        from,
        city);
    cql(
        "DELETE FROM evilnet.counts_by_city WHERE city_id = ? AND day = ? AND window_start = ?",
        city,
        day,
        from.plusSeconds(300));
    cql(
        "INSERT INTO evilnet.counts_by_city (city_id, day, window_start, tweets, retweets, users)"
            + " VALUES ('nowhere', ?, ?, 7, 0, 7)",
        day,
        from.plusSeconds(600));
    cql(
        "DELETE FROM evilnet.windows WHERE list = 'all' AND window_start = ?",
        from.plusSeconds(900));
    Map<String, Long> before = writeTimes();

    Result found = job("validate", range);
    assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
    assertThat(found.output())
        .contains("4 rows differ: 1 wrong, 2 missing, 1 extra")
        .containsPattern(from + " +City 3 +counts_by_window +tweets +9999 +\\d+")
        .containsPattern(from.plusSeconds(300) + " +City 3 +counts_by_city +users +- +\\d+")
        .containsPattern(from.plusSeconds(600) + " +nowhere +counts_by_city +tweets +7 +-");
    assertThat(Files.readString(report.resolve("report.json")))
        .contains("\"cityId\" : \"nowhere\"");
    assertThat(Files.readString(report.resolve("report.html"))).contains("<td>nowhere");

    assertThat(writeTimes()).isEqualTo(before);

    Result repaired = job("backfill", range);
    assertThat(repaired.exitCode()).as(repaired.output()).isZero();
    assertThat(repaired.output()).contains("4 written");
    assertThat(countsByWindow(from, to)).isEqualTo(plainCount(posts));
    assertThat(countsByCity(from, to)).isEqualTo(plainCount(posts));
    Map<String, Long> after = writeTimes();
    // One row was wrong, two were missing, one is gone: no other has been touched.
    assertThat(changed(before, after))
        .containsExactlyInAnyOrder(
            "counts_by_window " + from + " " + city,
            "counts_by_city " + from.plusSeconds(300) + " " + city,
            "counts_by_city " + from.plusSeconds(600) + " nowhere",
            "windows " + from.plusSeconds(900));
    assertThat(job("validate", range).exitCode()).isZero();
    assertThat(runs()).contains("validate different", "backfill repaired", "validate equal");
  }

  @Test
  @Order(2)
  void shouldLeaveLiveWindowsAlone() throws Exception {
    installation.produce(posts(Instant.now().minusSeconds(60), 20));

    Result result = job("backfill", "--last=5m");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("still live");
    assertThat(countsByWindow(Instant.now().minusSeconds(900), Instant.now())).isEmpty();
  }

  @Test
  @Order(3)
  void shouldAnswerAnotherQuestionInAKeyspaceOfItsOwn() throws Exception {
    Instant from = NOW.minus(Duration.ofHours(8));
    installation.produce(posts(from, 300));

    Result refused =
        job("backfill", "--from=" + from, "--to=" + NOW.minusSeconds(7 * 3600), "--window=1m");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("--into");

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
    assertThat(countsByWindow(from, NOW.minusSeconds(7 * 3600))).isEmpty();
  }

  @Test
  @Order(4)
  void shouldSurviveTheLossOfItsWorker() throws Exception {
    Instant from = NOW.minus(Duration.ofHours(10));
    List<Post> posts = posts(from, 20_000);
    installation.produce(posts);
    long executors = executors();
    Process job =
        installation.start(
            report, "backfill", "--from=" + from, "--to=" + NOW.minusSeconds(9 * 3600));
    await().atMost(60, SECONDS).until(() -> executors() > executors);

    installation.cluster().kill(Installation.WORKER);
    installation.cluster().restart(Installation.WORKER);

    Result result = Installation.await(job, report);
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(countsByWindow(from, from.plusSeconds(7200))).isEqualTo(plainCount(posts));
  }

  @Test
  @Order(5)
  void shouldSayInOneLineWhatIsAway() throws Exception {
    for (String away : List.of("--bootstrap-servers=127.0.0.1:1", "--cassandra=127.0.0.1:1")) {
      Result result = job("validate", "--last=2h", away);
      assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
      assertThat(result.output().strip().lines()).hasSize(1);
      assertThat(result.output()).contains("127.0.0.1:1").contains(away.replaceFirst("=.*", ""));
    }
  }

  @Test
  @Order(6)
  void shouldRefuseWhatIsNotRetainedAndTakeAnArchive() throws Exception {
    installation.expireEverything();
    Instant archived = Instant.parse("2022-05-04T10:00:00Z");
    List<Post> archive = posts(archived, 400);
    installation.produce(archive);

    Result refused =
        job(
            "validate",
            "--from=" + NOW.minus(Duration.ofHours(6)),
            "--to=" + NOW.minus(Duration.ofHours(5)));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("raw posts are retained for the windows from");

    Result nothing = job("backfill", "--from=2021-05-04", "--to=2021-05-05");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.output()).contains("no post of");

    Result dry = job("backfill", "--from=2022-05-04", "--to=2022-05-05", "--dry-run");
    assertThat(dry.exitCode()).as(dry.output()).isEqualTo(1);
    assertThat(countsByWindow(archived, archived.plusSeconds(86_400))).isEmpty();

    Result taken = job("backfill", "--from=2022-05-04", "--to=2022-05-05");
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(countsByWindow(archived, archived.plusSeconds(86_400)))
        .isEqualTo(plainCount(archive));
  }

  private Result job(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    return installation.run(report, all.toArray(String[]::new));
  }

  /** One a second, from a few hundred users in ten cities, some without a place. */
  private static List<Post> posts(Instant from, int count) {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Post post =
          Post.at(from.plusMillis(i % 1_200 * 1_000L + i / 1_200), i, i % 317, "City " + i % 10);
      post = i % 3 == 0 ? post.quoting() : post;
      posts.add(i % 11 == 0 ? post.withoutPlace() : post);
    }
    return posts;
  }

  private static Map<CityWindow, Counts> plainCount(List<Post> posts) {
    Map<CityWindow, Counts> counts =
        CountingContract.plainCount(
            posts.stream()
                .map(post -> new Arrival(post.author(), post.line(), Instant.now()))
                .toList());
    counts.keySet().removeIf(CityWindow::isUnresolved);
    return counts;
  }

  private static Map<CityWindow, Counts> countsByWindow(Instant from, Instant to) {
    Map<CityWindow, Counts> counts = new HashMap<>();
    for (Row row : rows("SELECT * FROM evilnet.counts_by_window")) {
      put(counts, row, from, to);
    }
    return counts;
  }

  private static Map<CityWindow, Counts> countsByCity(Instant from, Instant to) {
    Map<CityWindow, Counts> counts = new HashMap<>();
    for (Row row : rows("SELECT * FROM evilnet.counts_by_city")) {
      put(counts, row, from, to);
    }
    return counts;
  }

  private static void put(Map<CityWindow, Counts> counts, Row row, Instant from, Instant to) {
    Instant start = row.getInstant("window_start");
    if (!start.isBefore(from) && start.isBefore(to)) {
      counts.put(
          new CityWindow(start, row.getString("city_id")),
          new Counts(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users")));
    }
  }

  private static Map<String, Long> writeTimes() {
    Map<String, Long> times = new TreeMap<>();
    for (String table : List.of("counts_by_window", "counts_by_city")) {
      for (Row row :
          rows(
              "SELECT window_start, city_id, writetime(tweets) AS t, writetime(users) AS u FROM evilnet."
                  + table)) {
        times.put(
            table + " " + row.getInstant("window_start") + " " + row.getString("city_id"),
            Math.max(row.getLong("t"), row.getLong("u")));
      }
    }
    for (Row row :
        rows("SELECT window_start, writetime(unresolved_tweets) AS t FROM evilnet.windows")) {
      times.put("windows " + row.getInstant("window_start"), row.getLong("t"));
    }
    return times;
  }

  private static List<String> changed(Map<String, Long> before, Map<String, Long> after) {
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .distinct()
        .filter(key -> !java.util.Objects.equals(before.get(key), after.get(key)))
        .collect(Collectors.toList());
  }

  private static List<String> runs() {
    return rows("SELECT mode, status FROM evilnet.backfill_runs WHERE list = 'all'").stream()
        .map(row -> row.getString("mode") + " " + row.getString("status"))
        .toList();
  }

  private static List<Row> rows(String statement) {
    return installation.session().execute(statement).all();
  }

  private static void cql(String statement, Object... values) {
    installation.session().execute(statement, values);
  }

  private static long executors() throws Exception {
    if (!Files.isDirectory(installation.workDirectory())) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(installation.workDirectory(), 3)) {
      return files.filter(file -> file.getFileName().toString().equals("stdout")).count();
    }
  }
}
