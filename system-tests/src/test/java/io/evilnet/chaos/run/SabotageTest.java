package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.judge.InProcessCounting;
import io.evilnet.chaos.oracle.InventedPosts;
import io.evilnet.chaos.oracle.InventedPosts.Post;
import io.evilnet.chaos.run.Saboteur.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the test harness with planted bugs: the topology, with a saboteur between it and its posts
 * or its rows, checked against the oracle by the same code as the real runs.
 */
class SabotageTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int POSTS = 6_000;
  private static final int POSTS_A_TICK = 20;
  private static final int SEEDS = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "NOTHING, 1, ",
    "DROP, 2000, I1 I2",
    "TWICE, 2000, I1 I2 I3",
    "WRONG_WINDOW, 2000, I2 I3",
    "TOTAL_TOO_HIGH, 20, I2 I3",
    "LOST_LAST_UPDATE, 20, I2"
  })
  void shouldDetectBugInEveryRun(Kind kind, long oneIn, String invariants) {
    List<String> expected = invariants == null ? List.of() : List.of(invariants.split(" "));
    for (int seed = 1; seed <= SEEDS; seed++) {
      Saboteur saboteur = new Saboteur(kind, oneIn);
      try (InProcessCounting counting =
          new InProcessCounting(directory.resolve(kind + "-" + seed), START, saboteur::after)) {
        InventedPosts posts = new InventedPosts(seed, START);
        for (int i = 1; i <= POSTS; i++) {
          Post post = posts.next();
          counting.accepted(post.json(), posts.now());
          for (Post instead : saboteur.before(post)) {
            counting.counted(instead.key(), instead.json(), posts.now());
          }
          if (i % POSTS_A_TICK == 0) {
            counting.tick();
          }
        }
        counting.tick();

        assertThat(saboteur.done() > 0).isEqualTo(kind != Kind.NOTHING);
        assertThat(counting.broken()).as("seed %d", seed).containsAll(expected);
        assertThat(counting.broken().isEmpty()).isEqualTo(kind == Kind.NOTHING);
      }
    }
  }
}
