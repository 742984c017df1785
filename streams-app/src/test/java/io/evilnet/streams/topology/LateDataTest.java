package io.evilnet.streams.topology;

import static io.evilnet.core.Outcome.COUNTED;
import static io.evilnet.core.Outcome.DEAD;
import static io.evilnet.core.Outcome.DUPLICATE;
import static io.evilnet.core.Outcome.EDITED;
import static io.evilnet.core.Outcome.EXPIRED;
import static io.evilnet.core.Outcome.LATE;
import static io.evilnet.core.Outcome.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.evilnet.core.Counts;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Late and out-of-order posts, with windows of 5 minutes and a grace period of 15 minutes. {@link
 * PartitionCountTest} tests a restart between posts.
 */
class LateDataTest {

  private static final String MONTREAL_1400 = "2026-11-20T14:00:00Z Montréal";
  private static final String MONTREAL_1405 = "2026-11-20T14:05:00Z Montréal";
  private static final String TORONTO_1400 = "2026-11-20T14:00:00Z Toronto";

  @TempDir Path stateDir;

  private TopologyHarness topology;

  @BeforeEach
  void start() {
    topology = new TopologyHarness(TopologyHarness.SETTINGS, stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void shouldCountPostOnTime() {
    send(Post.at("14:00:01", 1, 100, "Montréal")); // 14:00

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1400, new Counts(1, 0, 1)));
  }

  @Test
  void shouldCountPostsOutOfOrder() {
    send(
        Post.at("14:06:00", 1, 100, "Montréal"), // 14:05
        Post.at("14:04:00", 2, 200, "Montréal"), // 14:00, its window not over
        Post.at("14:05:30", 3, 300, "Montréal")); // 14:05

    assertThat(topology.table())
        .containsExactly(
            entry(MONTREAL_1400, new Counts(1, 0, 1)), entry(MONTREAL_1405, new Counts(2, 0, 2)));
  }

  @Test
  void shouldCountPostWithinGracePeriod() {
    send(
        Post.at("14:00:00", 1, 100, "Montréal"), // 14:00
        Post.at("14:19:59", 2, 100, "Montréal"), // 14:15, a second before 14:00 closes
        Post.at("14:04:59", 3, 200, "Montréal")); // 14:00

    assertThat(topology.table()).containsEntry(MONTREAL_1400, new Counts(2, 0, 2));
    assertThat(topology.outcomes()).containsEntry(LATE, 0L);
  }

  @Test
  void shouldClassifyPostAfterGracePeriodAsLate() {
    send(
        Post.at("14:00:00", 1, 100, "Montréal"), // 14:00
        Post.at("14:20:00", 2, 100, "Montréal"), // 14:20, closes 14:00
        Post.at("14:04:59", 3, 200, "Montréal"), // 14:00, late
        Post.at("14:05:00", 4, 200, "Montréal")); // 14:05, still open

    assertThat(topology.table())
        .containsEntry(MONTREAL_1400, new Counts(1, 0, 1))
        .containsEntry(MONTREAL_1405, new Counts(1, 0, 1));
    assertThat(topology.outcomes()).containsEntry(LATE, 1L).containsEntry(COUNTED, 3L);
  }

  @Test
  void shouldAssignPostOnBoundaryToNextWindow() {
    send(
        Post.at("14:04:59.999", 1, 100, "Montréal"), // 14:00
        Post.at("14:05:00", 2, 100, "Montréal")); // 14:05

    assertThat(topology.table())
        .containsExactly(
            entry(MONTREAL_1400, new Counts(1, 0, 1)), entry(MONTREAL_1405, new Counts(1, 0, 1)));
  }

  @Test
  void shouldCountRetweetAlsoAsTweet() {
    send(Post.at("14:00:01", 1, 100, "Montréal").quoting()); // 14:00

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1400, new Counts(1, 1, 1)));
  }

  @Test
  void shouldCountUserOfTwoPostsOnce() {
    send(
        Post.at("14:00:01", 1, 100, "Montréal"), // 14:00
        Post.at("14:00:02", 2, 100, "Montréal")); // 14:00

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1400, new Counts(2, 0, 1)));
  }

  @Test
  void shouldCountTweetDeliveredTwiceOnce() {
    Post post = Post.at("14:00:01", 1, 100, "Montréal"); // 14:00
    send(post, post);

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1400, new Counts(1, 0, 1)));
    assertThat(topology.outcomes()).containsEntry(DUPLICATE, 1L);
  }

  @Test
  void shouldCountEditedPostOnceInWindowOfFirstVersion() {
    Post post = Post.at("14:04:58", 1, 100, "Montréal"); // 14:00
    topology.send(post.editedJson(Instant.parse("2026-11-20T14:06:30Z")), TopologyHarness.NOW);
    send(post);

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1400, new Counts(1, 0, 1)));
    assertThat(topology.outcomes()).containsEntry(DUPLICATE, 1L);
  }

  @Test
  void shouldCountCitiesSeparately() {
    send(
        Post.at("14:00:01", 1, 100, "Montréal"), // 14:00
        Post.at("14:00:02", 2, 100, "Toronto")); // 14:00, the same user

    assertThat(topology.table())
        .containsExactly(
            entry(MONTREAL_1400, new Counts(1, 0, 1)), entry(TORONTO_1400, new Counts(1, 0, 1)));
  }

  @Test
  void shouldCountPostDatedInFutureOnlyWithinLimit() {
    Instant arrival = Instant.parse("2026-11-20T14:00:00Z");
    topology.send(Post.at("14:05:00", 1, 100, "Montréal").json(), arrival); // 14:05
    topology.send(Post.at("14:05:01", 2, 100, "Montréal").json(), arrival); // dead letter
    topology.tick();

    assertThat(topology.table()).containsExactly(entry(MONTREAL_1405, new Counts(1, 0, 1)));
    assertThat(topology.outcomes()).containsEntry(DEAD, 1L);
  }

  @Test
  void shouldAssignOutcomeToEveryPost() {
    Post post = Post.at("14:00:00", 1, 100, "Montréal");
    send(post, post, Post.at("14:20:00", 2, 100, "Toronto"), Post.at("14:00:00", 3, 100, "Laval"));
    topology.send(
        "{\"data\":{\"id\":\"9\",\"author_id\":\"9\",\"created_at\":\"2026-11-20T14:20:00Z\"}}",
        TopologyHarness.NOW);
    topology.send("not json", TopologyHarness.NOW);
    topology.tick();

    assertThat(topology.outcomes())
        .containsOnly(
            entry(COUNTED, 2L),
            entry(UNRESOLVED, 1L),
            entry(DUPLICATE, 1L),
            entry(LATE, 1L),
            entry(EDITED, 0L),
            entry(DEAD, 1L),
            entry(EXPIRED, 0L));
  }

  private void send(Post... posts) {
    for (Post post : posts) {
      topology.send(post.json(), TopologyHarness.NOW);
    }
    topology.tick();
  }
}
