package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimedCacheTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> loaded = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private CompletableFuture<String> next = new CompletableFuture<>();
  private final TimedCache<String, String> cache = new TimedCache<>(2, () -> now);

  @Test
  void shouldLoadOnceWhileEntryIsFresh() {
    next = CompletableFuture.completedFuture("value");
    CompletableFuture<String> first = get("a");
    now = now.plusMillis(999);
    assertThat(get("a")).isSameAs(first);
    now = now.plusMillis(1);
    get("a");

    assertThat(loaded).containsExactly("a", "a");
  }

  @Test
  void shouldReturnPendingEntryOfAnyAge() {
    CompletableFuture<String> first = get("a");
    now = now.plusSeconds(60);

    assertThat(get("a")).isSameAs(first);
    assertThat(loaded).containsExactly("a");
  }

  @Test
  void shouldReloadWhenClockIsSetBack() {
    next = CompletableFuture.completedFuture("value");
    get("a");
    now = now.minusSeconds(60);
    get("a");

    assertThat(loaded).containsExactly("a", "a");
  }

  @Test
  void shouldNotCacheFailures() {
    next.completeExceptionally(new IllegalStateException("unavailable"));
    get("a");
    next = CompletableFuture.completedFuture("value");

    assertThat(get("a")).isCompletedWithValue("value");
  }

  @Test
  void shouldNotExceedCapacity() {
    IntStream.range(0, 100).forEach(i -> get("k" + i));
    loaded.clear();
    IntStream.range(0, 100).forEach(i -> get("k" + i));

    assertThat(loaded).hasSizeGreaterThanOrEqualTo(98);
  }

  @Test
  void shouldWeighEntriesOnCompletion() {
    TimedCache<String, String> weighed = new TimedCache<>(5, String::length, () -> now);
    CompletableFuture<String> value = new CompletableFuture<>();
    for (int i = 0; i < 2; i++) {
      List.of("a", "b").forEach(key -> get(weighed, key, value));
      value.complete("four");
    }

    assertThat(loaded).hasSize(3).startsWith("a", "b");
  }

  @Test
  void shouldLoadKeyWhileLoadOfAnotherKeyIsPending() throws InterruptedException {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Thread slow =
        new Thread(
            () ->
                cache.getAsync(
                    "slow",
                    SECOND,
                    key -> {
                      loading.countDown();
                      awaitQuietly(released);
                      return CompletableFuture.completedFuture("late");
                    }));
    slow.start();
    loading.await();
    next = CompletableFuture.completedFuture("immediate");

    // In another thread, since the call would block forever if the cache were locked.
    assertThat(CompletableFuture.supplyAsync(() -> get("fast").join()))
        .succeedsWithin(Duration.ofSeconds(30))
        .isEqualTo("immediate");
    CompletableFuture<String> same = get("slow");
    assertThat(same).isNotDone();
    assertThat(loaded).containsExactly("fast");

    released.countDown();
    slow.join();
    assertThat(same).isCompletedWithValue("late");
  }

  @Test
  void shouldThrowExceptionOfReadAndRetry() {
    IllegalStateException failure = new IllegalStateException("unavailable");

    assertThatThrownBy(
            () ->
                cache.get(
                    "a",
                    SECOND,
                    key -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(cache.get("a", SECOND, key -> "value of " + key)).isEqualTo("value of a");
    assertThat(cache.get("a", SECOND, key -> "another")).isEqualTo("value of a");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<String> get(String key) {
    return get(cache, key, next);
  }

  private CompletableFuture<String> get(
      TimedCache<String, String> from, String key, CompletableFuture<String> value) {
    return from.getAsync(
        key,
        SECOND,
        loadedKey -> {
          loaded.add(loadedKey);
          return value;
        });
  }
}
