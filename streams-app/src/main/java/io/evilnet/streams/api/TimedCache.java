package io.evilnet.streams.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Answers that are read again only after a while, so that many pages cost the store no more than
 * one. Who asks while an answer is on its way gets the same; no lock is held meanwhile.
 *
 * <p>Freshness is the reader's, not the entry's as in a cache that expires: a window that has just
 * changed is read again, however long its answer was good for when it came.
 */
final class TimedCache<K, V> {

  private record Entry<V>(Instant askedAt, CompletableFuture<V> answer) {

    boolean isGood(Instant now, Duration freshness) {
      if (!answer.isDone()) {
        return true;
      }
      boolean isFresh = !now.isBefore(askedAt) && now.isBefore(askedAt.plus(freshness));
      return isFresh && !answer.isCompletedExceptionally();
    }
  }

  private final InstantSource clock;
  private final Cache<K, Entry<V>> entries;

  /**
   * An empty cache.
   *
   * @param capacity answers that are kept
   */
  TimedCache(int capacity, InstantSource clock) {
    this.clock = clock;
    this.entries = Caffeine.newBuilder().maximumSize(capacity).executor(Runnable::run).build();
  }

  /** An answer that was asked for less than {@code freshness} ago. */
  CompletableFuture<V> get(K key, Duration freshness, Function<K, CompletableFuture<V>> ask) {
    Instant now = clock.instant();
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> answer =
        entries
            .asMap()
            .merge(
                key,
                new Entry<>(now, mine),
                (known, fresh) -> known.isGood(now, freshness) ? known : fresh)
            .answer;
    if (answer == mine) {
      ask(key, ask, mine);
    }
    return answer;
  }

  private void ask(K key, Function<K, CompletableFuture<V>> ask, CompletableFuture<V> answer) {
    try {
      var unused =
          ask.apply(key)
              .whenComplete(
                  (value, failure) -> {
                    if (failure == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(failure);
                    }
                  });
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }
}
