package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyPostsTest {

  private static final Instant EVENING = Instant.parse("2026-11-20T23:00:00Z");

  @TempDir private Path directory;

  @Test
  void shouldStopAtLimitAndResumeAtMidnight() throws Exception {
    DailyPosts posts = at(EVENING);
    posts.received();
    assertThat(posts.exhausted()).isEmpty();
    posts.received();
    assertThat(posts.exhausted())
        .contains(new DailyLimitReached(2, Duration.ofHours(1).plusMillis(1)));
    assertThat(posts.exhausted().get().description()).contains("max-posts-per-day", "00:00 UTC");
    posts.store();

    assertThat(at(EVENING.plusSeconds(60)).exhausted()).as("after a restart").isPresent();
    assertThat(at(EVENING.plusSeconds(3_600)).exhausted()).as("the next day").isEmpty();
  }

  @Test
  void shouldStoreCountAfterWriteFailure() throws Exception {
    Path file = directory.resolve("absent/posts");
    Clock clock = Clock.fixed(EVENING, ZoneOffset.UTC);
    DailyPosts posts = new DailyPosts(file, 1, clock);
    posts.received();
    posts.store();

    Files.createDirectory(file.getParent());
    posts.store();

    assertThat(new DailyPosts(file, 1, clock).exhausted()).isPresent();
  }

  private DailyPosts at(Instant now) throws Exception {
    return new DailyPosts(directory.resolve("posts"), 2, Clock.fixed(now, ZoneOffset.UTC));
  }
}
