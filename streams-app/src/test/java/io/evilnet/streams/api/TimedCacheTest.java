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

  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private CompletableFuture<String> next = new CompletableFuture<>();
  private final TimedCache<String, String> cache = new TimedCache<>(2, () -> now);

  @Test
  void shouldLoadOnceWhileEntryIsFresh() {
    next = CompletableFuture.completedFuture("answer");
    CompletableFuture<String> first = get("a");
    now = now.plusMillis(999);
    assertThat(get("a")).isSameAs(first);
    now = now.plusMillis(1);
    get("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void shouldReturnPendingEntryOfAnyAge() {
    CompletableFuture<String> first = get("a");
    now = now.plusSeconds(60);

    assertThat(get("a")).isSameAs(first);
    assertThat(asked).containsExactly("a");
  }

  @Test
  void shouldReloadWhenClockIsSetBack() {
    next = CompletableFuture.completedFuture("answer");
    get("a");
    now = now.minusSeconds(60);
    get("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void shouldNotCacheFailures() {
    next.completeExceptionally(new IllegalStateException("away"));
    get("a");
    next = CompletableFuture.completedFuture("back");

    assertThat(get("a")).isCompletedWithValue("back");
  }

  @Test
  void shouldNotExceedCapacity() {
    IntStream.range(0, 100).forEach(i -> get("k" + i));
    asked.clear();
    IntStream.range(0, 100).forEach(i -> get("k" + i));

    assertThat(asked).hasSizeGreaterThanOrEqualTo(98);
  }

  @Test
  void shouldWeighEntriesOnCompletion() {
    TimedCache<String, String> weighed = new TimedCache<>(5, String::length, () -> now);
    CompletableFuture<String> answer = new CompletableFuture<>();
    for (int i = 0; i < 2; i++) {
      List.of("a", "b").forEach(key -> get(weighed, key, answer));
      answer.complete("four");
    }

    assertThat(asked).hasSize(3).startsWith("a", "b");
  }

  @Test
  void shouldLoadKeyWhileLoadOfAnotherKeyIsPending() throws InterruptedException {
    CountDownLatch asks = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    Thread slow =
        new Thread(
            () ->
                cache.getAsync(
                    "slow",
                    SECOND,
                    key -> {
                      asks.countDown();
                      awaitQuietly(answered);
                      return CompletableFuture.completedFuture("at last");
                    }));
    slow.start();
    asks.await();
    next = CompletableFuture.completedFuture("at once");

    // In a thread of its own: it would wait for ever, were the cache locked.
    assertThat(CompletableFuture.supplyAsync(() -> get("fast").join()))
        .succeedsWithin(Duration.ofSeconds(30))
        .isEqualTo("at once");
    CompletableFuture<String> same = get("slow");
    assertThat(same).isNotDone();
    assertThat(asked).containsExactly("fast");

    answered.countDown();
    slow.join();
    assertThat(same).isCompletedWithValue("at last");
  }

  @Test
  void shouldThrowTheExceptionOfAReadAndReadAgain() {
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
      TimedCache<String, String> from, String key, CompletableFuture<String> answer) {
    return from.getAsync(
        key,
        SECOND,
        wanted -> {
          asked.add(wanted);
          return answer;
        });
  }
}
