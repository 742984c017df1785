package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimedCacheTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private CompletableFuture<String> next = new CompletableFuture<>();
  private final TimedCache<String, String> cache = new TimedCache<>(2, () -> now);

  @Test
  void shouldAskOnceWhileTheAnswerIsFresh() {
    CompletableFuture<String> first = get("a");
    now = now.plusMillis(999);
    assertThat(get("a")).isSameAs(first);
    now = now.plusMillis(1);
    get("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void shouldNotKeepAFailure() {
    next.completeExceptionally(new IllegalStateException("away"));
    get("a");
    next = CompletableFuture.completedFuture("back");

    assertThat(get("a")).isCompletedWithValue("back");
  }

  @Test
  void shouldForgetWhatWasUsedLeastLately() {
    get("a");
    get("b");
    get("a");
    get("c");
    get("a");
    assertThat(asked).containsExactly("a", "b", "c");
    get("b");

    assertThat(asked).containsExactly("a", "b", "c", "b");
  }

  private CompletableFuture<String> get(String key) {
    return cache.get(
        key,
        SECOND,
        wanted -> {
          asked.add(wanted);
          return next;
        });
  }
}
