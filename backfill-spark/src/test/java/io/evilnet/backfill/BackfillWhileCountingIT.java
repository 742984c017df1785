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
import org.junit.jupiter.api.Test;

/** Every row is written again while the stream counts as fast as it can: no row ever goes down. */
class BackfillWhileCountingIT {

  private static final Instant OLD =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
  private static final int AT_ONCE = 2_400;
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
        .contains("windows left alone, which the stream is still counting")
        .contains("; 0 written");
    assertThat(abreast.output())
        .doesNotContain("still counting")
        .contains("no row differs; 84 written");
    assertThat(rows.byWindow(OLD, Instant.MAX)).isEqualTo(truth);
    assertThat(rows.byCity(OLD, Instant.MAX)).isEqualTo(truth);
  }

  private static Result rewriteAll() throws Exception {
    Path report = Files.createTempDirectory(Path.of("target"), "report-");
    Result result = installation.run(report, "backfill", "--from=" + OLD, "--all");
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result;
  }

  /** Goes on with posts for the same windows: the stream never has counted all of any. */
  private static void produceMore(List<Post> posts) {
    try {
      List<Post> more = Rows.posts(OLD, posts.size(), AT_ONCE);
      installation.produce(more);
      posts.addAll(more);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks again and again until it is told to end; tells what it saw going down. */
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
