package io.evilnet.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.check.InProcessCounting;
import io.evilnet.chaos.oracle.MalformedRecords.MalformedRecord;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.RandomPosts.Post;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the topology and the oracle agree on malformed records, and that each has an outcome.
 */
class MalformedRecordsTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int MUTATED_POSTS = 20_000;
  private static final int SENT_BETWEEN_TICKS = 10;

  @TempDir private Path directory;

  @Test
  void shouldAccountForEachMalformedRecord() {
    for (int seed = 1; seed <= 5; seed++) {
      try (InProcessCounting counting = counting("records-" + seed)) {
        RandomPosts posts = new RandomPosts(seed, START);
        int sent = 0;
        for (MalformedRecord malformed : MalformedRecords.all(seed, START)) {
          Post post = posts.next();
          counting.send(post.key(), post.json(), posts.now());
          counting.send(malformed.key(), malformed.value(), posts.now());
          sent += 2;
          if (sent % SENT_BETWEEN_TICKS == 0) {
            counting.tick();
          }
        }
        counting.tick();

        assertThat(counting.violations()).as("seed %d", seed).isEmpty();
        assertThat(counting.outcomes().sum()).isEqualTo(sent);
      }
    }
  }

  /** Mutates random bytes: the topology and the oracle must agree on the outcomes. */
  @Test
  void shouldAgreeWithOracleOnMutatedPosts() {
    SplittableRandom random = new SplittableRandom(1);
    try (InProcessCounting counting = counting("mutants")) {
      RandomPosts posts = new RandomPosts(1, START);
      for (int i = 0; i < MUTATED_POSTS; i++) {
        Post post = posts.next();
        counting.send(post.key(), mutated(post.json(), random), posts.now());
        if (i % 100 == 0) {
          counting.tick();
        }
      }
      counting.tick();

      assertThat(counting.violations()).isEmpty();
      assertThat(counting.outcomes().sum()).isEqualTo(MUTATED_POSTS);
      assertThat(counting.outcomes().get(Kind.DEAD)).isGreaterThan(MUTATED_POSTS / 10);
      assertThat(counting.outcomes().get(Kind.COUNTED)).isGreaterThan(MUTATED_POSTS / 10);
    }
  }

  private InProcessCounting counting(String name) {
    return new InProcessCounting(directory.resolve(name), START, updates -> updates);
  }

  private static byte[] mutated(byte[] post, SplittableRandom random) {
    int from = random.nextInt(post.length);
    int to = Math.min(post.length, from + 1 + random.nextInt(20));
    byte[] changed = post.clone();
    return switch (random.nextInt(5)) {
      case 0 -> post;
      case 1 -> {
        changed[from] = (byte) random.nextInt();
        yield changed;
      }
      case 2 -> {
        changed[from] = (byte) "0123456789\",:{}[]".charAt(random.nextInt(17));
        yield changed;
      }
      case 3 -> joined(Arrays.copyOf(post, to), Arrays.copyOfRange(post, from, post.length));
      default -> joined(Arrays.copyOf(post, from), Arrays.copyOfRange(post, to, post.length));
    };
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
