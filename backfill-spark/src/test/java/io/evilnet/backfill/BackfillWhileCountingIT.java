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

/**
 * Tests the batch during stream processing: every row is rewritten while the stream counts at full
 * speed, no count ever decreases, and late posts are added.
 */
@TestMethodOrder(OrderAnnotation.class) // Each test makes the posts of the previous ones late.
class BackfillWhileCountingIT {

  private static final Instant OLD =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
  private static final Instant NEWEST = OLD.plus(Duration.ofHours(3));
  private static final int AT_ONCE = 800;
  private static final Duration BOUND = Duration.ofMinutes(4);

  private static Installation installation;
  private static Process stream;

  @BeforeAll
  static void start() throws Exception {
    installation = new Installation();
    stream = installation.startStream();
  }

  @AfterAll
  static void stop() {
    if (stream != null) {
      stream.destroyForcibly();
    }
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  @Order(1)
  void shouldNeverLowerNorDoubleARow() throws Exception {
    Rows rows = new Rows(installation.session());
    List<Post> posts = new ArrayList<>();
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<List<String>> fallen =
        CompletableFuture.supplyAsync(() -> watch(rows, ended));
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> producing =
        producer.scheduleWithFixedDelay(() -> produceMore(posts), 0, 200, MILLISECONDS);
    await().atMost(BOUND).until(() -> !rows.byWindow(OLD, Instant.MAX).isEmpty());

    Result behind = rewriteAll();
    assertThat(producing.isDone()).as("the posts have stopped").isFalse();
    producer.shutdown();
    assertThat(producer.awaitTermination(BOUND.toSeconds(), SECONDS)).isTrue();
    Map<CityWindow, Counts> truth = Rows.plainCount(posts);
    await().atMost(BOUND).until(() -> rows.byWindow(OLD, Instant.MAX).equals(truth));
    Result abreast = rewriteAll();
    ended.set(true);

    assertThat(fallen.get(BOUND.toSeconds(), SECONDS)).as("rows that went down").isEmpty();
    assertThat(behind.output())
        .contains("windows skipped, which the stream is still counting")
        .contains("; 0 written");
    assertThat(abreast.output())
        .doesNotContain("still counting")
        .contains("no row differs; 84 written");
    assertThat(rows.byWindow(OLD, Instant.MAX)).isEqualTo(truth);
    assertThat(rows.byCity(OLD, Instant.MAX)).isEqualTo(truth);
  }

  /**
   * Two sites read the same stream. One receives every other post; the spool of the other has all
   * posts, but could not be drained for an hour. Of its posts, those within the grace period are
   * counted by the stream, the older ones by the backfill.
   */
  @Test
  @Order(2)
  void shouldCountOnceWhatASpoolBringsAfterALongOutage() throws Exception {
    Rows rows = new Rows(installation.session());
    Instant begin = OLD.plus(Duration.ofHours(1));
    Instant open = begin.plus(Duration.ofMinutes(40)); // The last live post, less the grace.
    List<Post> spooled = hour(begin);
    List<Post> live = spooled.stream().filter(post -> post.sequence() % 2 == 0).toList();
    installation.produce(live);
    await().atMost(BOUND).until(() -> rows.byWindow(begin, Instant.MAX).equals(truth(live)));

    installation.produce(spooled);
    await()
        .atMost(BOUND)
        .until(() -> rows.byWindow(open, Instant.MAX).equals(since(open, truth(spooled))));
    Map<CityWindow, Counts> beforeGrace = truth(live);
    beforeGrace.keySet().removeIf(key -> !key.windowStart().isBefore(open));
    assertThat(rows.byWindow(begin, open)).as("left out as late").isEqualTo(beforeGrace);

    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result backfill = installation.run(report, "backfill", "--from=" + begin);

    assertThat(backfill.exitCode()).as(backfill.output()).isZero();
    assertThat(rows.byWindow(begin, Instant.MAX)).isEqualTo(truth(spooled));
    assertThat(rows.byCity(begin, Instant.MAX)).isEqualTo(truth(spooled));
  }

  /**
   * Windows that a stopped stream has yet to count are left to it, since it would lower the rows
   * again.
   */
  @Test
  @Order(3)
  void shouldLeaveTheBacklogOfAStreamThatIsAwayToTheStream() throws Exception {
    Rows rows = new Rows(installation.session());
    Instant begin = OLD.plus(Duration.ofHours(2));
    List<Post> posts = new ArrayList<>(Rows.posts(begin, AT_ONCE));
    installation.produce(posts);
    await().atMost(BOUND).until(() -> rows.byWindow(begin, Instant.MAX).equals(truth(posts)));
    Map<CityWindow, Counts> before = truth(posts);
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<List<String>> fallen =
        CompletableFuture.supplyAsync(() -> watch(rows, ended));

    signal("STOP");
    await().atMost(BOUND).until(() -> installation.isEmpty("evilnet-city-counts"));
    List<Post> backlog = Rows.posts(begin, AT_ONCE, 20 * AT_ONCE);
    installation.produce(backlog);
    posts.addAll(backlog);
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result result = installation.run(report, "backfill", "--from=" + begin, "--all");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("windows skipped, which the stream is still counting")
        .contains("; 0 written");
    assertThat(rows.byWindow(begin, Instant.MAX)).isEqualTo(before);

    signal("CONT");
    await().atMost(BOUND).until(() -> rows.byWindow(begin, Instant.MAX).equals(truth(posts)));
    ended.set(true);
    assertThat(fallen.get(BOUND.toSeconds(), SECONDS)).as("rows that went down").isEmpty();
  }

  /** A window belongs to the settings that it was counted with, not to those of the job. */
  @Test
  @Order(4)
  void shouldLeaveAloneWhatWasCountedByOtherSettingsOrFromAnotherTopic() throws Exception {
    Rows rows = new Rows(installation.session());
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    stream.destroy();
    assertThat(stream.waitFor(BOUND.toSeconds(), SECONDS)).isTrue();
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
    await().atMost(BOUND).until(() -> rows.sources().contains("countries=US"));
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

  /** Returns the write times of windows whose sketches were emitted long ago. */
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
  private static List<Post> hour(Instant begin) {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < Duration.ofHours(1).toSeconds(); i++) {
      posts.add(Post.at(begin.plusSeconds(i), i, i % 317, "City " + i % 10));
    }
    return posts;
  }

  private static Map<CityWindow, Counts> truth(List<Post> posts) {
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

  /**
   * Keeps producing posts for the same windows, so that the stream never has counted all posts of
   * any.
   */
  private static void produceMore(List<Post> posts) {
    try {
      List<Post> more = Rows.posts(OLD, posts.size(), AT_ONCE);
      installation.produce(more);
      posts.addAll(more);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Polls the rows until the end is signalled; returns the counts that decreased. */
  private static List<String> watch(Rows rows, AtomicBoolean ended) {
    List<String> fallen = new ArrayList<>();
    Map<CityWindow, Counts> before = Map.of();
    while (!ended.get()) {
      Map<CityWindow, Counts> now = rows.byWindow(OLD, Instant.MAX);
      before.forEach(
          (key, counts) -> {
            Counts later = now.getOrDefault(key, Counts.ZERO);
            if (later.tweets() < counts.tweets()
                || later.retweets() < counts.retweets()
                || later.users() < counts.users()) {
              fallen.add(key + ": " + counts + ", then " + later);
            }
          });
      before = now;
    }
    return fallen;
  }
}
