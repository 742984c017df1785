package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.check.InProcessCounting;
import io.evilnet.chaos.oracle.RandomPosts;
import io.evilnet.chaos.oracle.RandomPosts.Post;
import io.evilnet.chaos.run.Saboteur.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the test harness with injected bugs: a saboteur alters the input or output of the topology,
 * which is compared with the oracle by the same code as in the real runs.
 */
class SabotageTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int POSTS = 6_000;
  private static final int POSTS_PER_TICK = 20;
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
          new InProcessCounting(
              directory.resolve(kind + "-" + seed), START, saboteur::replaceUpdates)) {
        RandomPosts posts = new RandomPosts(seed, START);
        for (int i = 1; i <= POSTS; i++) {
          Post post = posts.next();
          counting.sendToOracle(post.json(), posts.now());
          for (Post replacement : saboteur.replacePost(post)) {
            counting.sendToTopology(replacement.key(), replacement.json(), posts.now());
          }
          if (i % POSTS_PER_TICK == 0) {
            counting.tick();
          }
        }
        counting.tick();

        assertThat(saboteur.alterations() > 0).isEqualTo(kind != Kind.NOTHING);
        assertThat(counting.violations()).as("seed %d", seed).containsAll(expected);
        assertThat(counting.violations().isEmpty()).isEqualTo(kind == Kind.NOTHING);
      }
    }
  }
}
