package io.evilnet.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Tweet;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatePostsTest {

  private static final Instant NEWEST = Instant.parse("2026-11-20T12:59:00Z");

  private final LatePosts late = new LatePosts(CountingRules.DEFAULT);

  @Test
  void shouldReportPostsOfClosedWindowsWithBackfillCommand() {
    // Every five minutes from 12:59 back to 12:04: 12:40 is the first open window.
    IntStream.range(0, 12).forEach(i -> add(NEWEST.minus(Duration.ofMinutes(5L * i))));

    assertThat(late.count()).isEqualTo(8);
    assertThat(late.remedy(NEWEST))
        .contains("bin/evilnet backfill --from 2026-11-20T12:00:00Z --to 2026-11-20T12:40:00Z");
  }

  @Test
  void shouldReportNoLatePostsInOrderOfTime() {
    IntStream.range(0, 12).forEach(i -> add(NEWEST.plus(Duration.ofMinutes(5L * i))));
    add(NEWEST.plus(Duration.ofMinutes(45)));

    assertThat(late.count()).isZero();
    assertThat(late.remedy(NEWEST.plus(Duration.ofMinutes(10)))).isEmpty();
  }

  @Test
  void shouldReportPotentiallyLatePosts() {
    add(NEWEST.minus(Duration.ofHours(2)));
    add(NEWEST);

    assertThat(late.count()).isZero();
    // With live posts of 13:14 the first open window begins at 12:55, and the file ends in it.
    assertThat(late.remedy(NEWEST.plus(Duration.ofMinutes(15))))
        .contains("all posts before 2026-11-20T12:55:00Z are late")
        .contains("bin/evilnet backfill --from 2026-11-20T10:55:00Z --to 2026-11-20T12:55:00Z");
    assertThat(late.remedy(NEWEST.plus(Duration.ofHours(1))))
        .contains("if newer posts have been counted before, all posts before 2026-11-20T13:00:00Z")
        .contains("bin/evilnet backfill --from 2026-11-20T10:55:00Z --to 2026-11-20T13:00:00Z");
  }

  @Test
  void shouldReportLateAndPotentiallyLatePostsSeparately() {
    add(NEWEST);
    add(NEWEST.minus(Duration.ofHours(2)));

    assertThat(late.remedy(NEWEST.plus(Duration.ofHours(1))).lines().skip(1))
        .containsExactly(
            "late posts, to be counted with: bin/evilnet backfill --from 2026-11-20T10:55:00Z --to 2026-11-20T11:00:00Z",
            "if newer posts have been counted before, all posts before 2026-11-20T13:00:00Z are late, to be counted with: bin/evilnet backfill --from 2026-11-20T10:55:00Z --to 2026-11-20T13:00:00Z");
  }

  @Test
  void shouldReportNothingWithoutPosts() {
    assertThat(late.remedy(NEWEST)).isEmpty();
  }

  @Test
  void shouldNotCloseWindowsByPostAheadOfTime() {
    add(Instant.now().plus(Duration.ofHours(1)));
    add(NEWEST);

    assertThat(late.count()).isZero();
  }

  private void add(Instant createdAt) {
    late.add(new Tweet(1, 1, createdAt, Set.of(), null));
  }
}
