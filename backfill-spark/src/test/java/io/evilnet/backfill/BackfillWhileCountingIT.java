package io.evilnet.backfill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.backfill.Installation.Result;
import io.evilnet.contract.Post;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests the batch job during stream processing: all rows are rewritten while the stream counts at
 * full speed, no count decreases, and late posts are added.
 */
@TestMethodOrder(OrderAnnotation.class) // Each test makes the posts of the previous ones late.
@ExtendWith(SharedInstallation.class)
class BackfillWhileCountingIT {

  private static final Instant OLD =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
  private static final Instant NEWEST = OLD.plus(Duration.ofHours(3));
  private static final int BATCH_SIZE = 800;
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  private static Installation installation;
  private static Process stream;

  @BeforeAll
  static void start(Installation shared) throws Exception {
    installation = shared;
    installation.reset();
    stream = installation.startStream();
  }

  @AfterAll
  static void stop() {
    if (stream != null) {
      stream.destroyForcibly();
    }
  }

  @Test
  @Order(1)
  void shouldNeverDecreaseOrDoubleCounts() throws Exception {
    Rows rows = new Rows(installation.session());
    List<Post> posts = new ArrayList<>();
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<List<String>> decreases =
        CompletableFuture.supplyAsync(() -> collectDecreases(rows, ended));
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> producing =
        producer.scheduleWithFixedDelay(() -> produceMore(posts), 0, 200, MILLISECONDS);
    await().atMost(TIMEOUT).until(() -> !rows.byWindow(OLD, Instant.MAX).isEmpty());

    Result lagging = rewriteAll();
    assertThat(producing.isDone()).as("producer is done").isFalse();
    producer.shutdown();
    assertThat(producer.awaitTermination(TIMEOUT.toSeconds(), SECONDS)).isTrue();
    Map<CityWindow, Counts> expected = Rows.plainCount(posts);
    await().atMost(TIMEOUT).until(() -> rows.byWindow(OLD, Instant.MAX).equals(expected));
    Result caughtUp = rewriteAll();
    ended.set(true);

    assertThat(decreases.get(TIMEOUT.toSeconds(), SECONDS)).as("decreased counts").isEmpty();
    assertThat(lagging.output())
        .contains("windows skipped because the stream is still counting them")
        .contains("; 0 written");
    assertThat(caughtUp.output())
        .doesNotContain("still counting")
        .contains("no differences; 84 written");
    assertThat(rows.byWindow(OLD, Instant.MAX)).isEqualTo(expected);
    assertThat(rows.byCity(OLD, Instant.MAX)).isEqualTo(expected);
  }

  /**
   * Two sites read the same stream. One receives every other post; the other has all posts in its
   * spool, but delivers them an hour later. Of the spooled posts, the stream counts those within
   * the grace period, and the backfill the older ones.
   */
  @Test
  @Order(2)
  void shouldCountSpooledPostsOnceAfterLongOutage() throws Exception {
    Rows rows = new Rows(installation.session());
    Instant start = OLD.plus(Duration.ofHours(1));
    Instant open = start.plus(Duration.ofMinutes(40)); // Last live post minus the grace.
    List<Post> spooled = onePostPerSecond(start);
    List<Post> live = spooled.stream().filter(post -> post.sequence() % 2 == 0).toList();
    installation.produce(live);
    await().atMost(TIMEOUT).until(() -> rows.byWindow(start, Instant.MAX).equals(expected(live)));

    installation.produce(spooled);
    await()
        .atMost(TIMEOUT)
        .until(() -> rows.byWindow(open, Instant.MAX).equals(since(open, expected(spooled))));
    Map<CityWindow, Counts> beforeGrace = expected(live);
    beforeGrace.keySet().removeIf(key -> !key.windowStart().isBefore(open));
    assertThat(rows.byWindow(start, open)).as("late posts skipped").isEqualTo(beforeGrace);

    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result backfill = installation.run(report, "backfill", "--from=" + start);

    assertThat(backfill.exitCode()).as(backfill.output()).isZero();
    assertThat(rows.byWindow(start, Instant.MAX)).isEqualTo(expected(spooled));
    assertThat(rows.byCity(start, Instant.MAX)).isEqualTo(expected(spooled));
  }

  /**
   * Windows with posts that a stopped stream has not counted are skipped, since it would decrease
   * the rows after its restart.
   */
  @Test
  @Order(3)
  void shouldSkipUncountedWindowsOfStoppedStream() throws Exception {
    Rows rows = new Rows(installation.session());
    Instant start = OLD.plus(Duration.ofHours(2));
    List<Post> posts = new ArrayList<>(Rows.posts(start, BATCH_SIZE));
    installation.produce(posts);
    await().atMost(TIMEOUT).until(() -> rows.byWindow(start, Instant.MAX).equals(expected(posts)));
    Map<CityWindow, Counts> before = expected(posts);
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<List<String>> decreases =
        CompletableFuture.supplyAsync(() -> collectDecreases(rows, ended));

    signal("STOP");
    await().atMost(TIMEOUT).until(() -> installation.isEmpty("evilnet-city-counts"));
    List<Post> backlog = Rows.posts(start, BATCH_SIZE, 20 * BATCH_SIZE);
    installation.produce(backlog);
    posts.addAll(backlog);
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result result = installation.run(report, "backfill", "--from=" + start, "--all");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("windows skipped because the stream is still counting them")
        .contains("; 0 written");
    assertThat(rows.byWindow(start, Instant.MAX)).isEqualTo(before);

    signal("CONT");
    await().atMost(TIMEOUT).until(() -> rows.byWindow(start, Instant.MAX).equals(expected(posts)));
    ended.set(true);
    assertThat(decreases.get(TIMEOUT.toSeconds(), SECONDS)).as("decreased counts").isEmpty();
  }

  /**
   * Rows are counted with the settings of the stream, which take precedence over those of the job.
   */
  @Test
  @Order(4)
  void shouldNotModifyRowsOfOtherSettingsOrTopic() throws Exception {
    Rows rows = new Rows(installation.session());
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    stream.destroy();
    assertThat(stream.waitFor(TIMEOUT.toSeconds(), SECONDS)).isTrue();
    installation.set("EVILNET_COUNTRIES", "US");
    Map<String, Long> before = settled(rows.writeTimes());
    Map<CityWindow, Counts> counts = rows.byWindow(OLD, NEWEST);

    Result unknown = installation.run(report, "backfill", "--from=" + OLD);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.output())
        .contains("is counted with countries=CA, this run with countries=US")
        .contains("--into");

    stream = installation.startStream();
    installation.produce(Rows.posts(Instant.now(), 1));
    await().atMost(TIMEOUT).until(() -> rows.sources().contains("countries=US"));
    Result changed = installation.run(report, "backfill", "--from=" + OLD);
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.output()).contains("counted with other settings").contains("--into");
    Result scheduled = installation.run(report, "backfill", "--from=" + OLD, "--only-retained");
    assertThat(scheduled.exitCode()).as(scheduled.output()).isZero();

    stream.destroyForcibly().waitFor();
    installation.recreateTopic();
    Result recreated = installation.run(report, "backfill", "--from=" + OLD, "--trust-kafka");
    assertThat(recreated.exitCode()).isEqualTo(2);
    assertThat(recreated.output()).contains("is counted from topic tweets with the id");

    Map<String, Long> after = rows.writeTimes();
    after.keySet().retainAll(before.keySet());
    assertThat(after).isEqualTo(before);
    assertThat(rows.byWindow(OLD, NEWEST)).isEqualTo(counts);
  }

  /** Returns the write times of windows whose sketches have long been emitted. */
  private static Map<String, Long> settled(Map<String, Long> writeTimes) {
    writeTimes
        .keySet()
        .removeIf(key -> !Instant.parse(key.split(" ", -1)[1]).isBefore(OLD.plusSeconds(7_200)));
    assertThat(writeTimes).isNotEmpty();
    return writeTimes;
  }

  private static void signal(String signal) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(stream.pid())).start().waitFor())
        .isZero();
  }

  /** Returns one post per second, in order. */
  private static List<Post> onePostPerSecond(Instant start) {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < Duration.ofHours(1).toSeconds(); i++) {
      posts.add(Post.at(start.plusSeconds(i), i, i % 317, "City " + i % 10));
    }
    return posts;
  }

  private static Map<CityWindow, Counts> expected(List<Post> posts) {
    return Rows.plainCount(posts);
  }

  private static Map<CityWindow, Counts> since(Instant start, Map<CityWindow, Counts> counts) {
    counts.keySet().removeIf(key -> key.windowStart().isBefore(start));
    return counts;
  }

  private static Result rewriteAll() throws Exception {
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result result = installation.run(report, "backfill", "--from=" + OLD, "--all");
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result;
  }

  /** Produces more posts for the same windows, so that each always has uncounted posts. */
  private static void produceMore(List<Post> posts) {
    try {
      List<Post> more = Rows.posts(OLD, posts.size(), BATCH_SIZE);
      installation.produce(more);
      posts.addAll(more);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Polls the rows until {@code ended} is true; returns the counts that decreased. */
  private static List<String> collectDecreases(Rows rows, AtomicBoolean ended) {
    List<String> decreases = new ArrayList<>();
    Map<CityWindow, Counts> before = Map.of();
    while (!ended.get()) {
      Map<CityWindow, Counts> now = rows.byWindow(OLD, Instant.MAX);
      before.forEach(
          (key, counts) -> {
            Counts later = now.getOrDefault(key, Counts.ZERO);
            if (later.tweets() < counts.tweets()
                || later.retweets() < counts.retweets()
                || later.users() < counts.users()) {
              decreases.add(key + ": " + counts + ", then " + later);
            }
          });
      before = now;
    }
    return decreases;
  }
}
