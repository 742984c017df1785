package io.evilnet.streams.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A cache whose entries expire after a maximum age that is given by each caller: an entry can
 * expire early when its window has changed. Concurrent requests for an absent entry share one read,
 * during which no lock is held.
 */
final class TimedCache<K, V> {

  private record Entry<V>(Instant requestedAt, CompletableFuture<V> answer) {

    int weight(ToIntFunction<V> weigher) {
      boolean isPresent = answer.isDone() && !answer.isCompletedExceptionally();
      return isPresent ? weigher.applyAsInt(answer.join()) : 1;
    }

    boolean isValid(Instant now, Duration freshness) {
      if (!answer.isDone()) {
        return true;
      }
      boolean isFresh = !now.isBefore(requestedAt) && now.isBefore(requestedAt.plus(freshness));
      return isFresh && !answer.isCompletedExceptionally();
    }
  }

  private final InstantSource clock;
  private final Cache<K, Entry<V>> entries;

  /**
   * Creates an empty cache.
   *
   * @param capacity maximum number of entries
   */
  TimedCache(int capacity, InstantSource clock) {
    this(capacity, value -> 1, clock);
  }

  /**
   * Creates an empty cache of values of different sizes.
   *
   * @param capacity maximum sum of the weights of the values
   * @param weigher weight of a value
   */
  TimedCache(int capacity, ToIntFunction<V> weigher, InstantSource clock) {
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(capacity)
            .<K, Entry<V>>weigher((key, entry) -> entry.weight(weigher))
            .executor(Runnable::run)
            .build();
  }

  /** Returns a value read less than {@code freshness} ago, calling {@code read} if absent. */
  V get(K key, Duration freshness, Function<K, V> read) {
    try {
      return getAsync(key, freshness, one -> CompletableFuture.completedFuture(read.apply(one)))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns a future of the value; does not block. */
  CompletableFuture<V> getAsync(K key, Duration freshness, Function<K, CompletableFuture<V>> read) {
    Instant now = clock.instant();
    Entry<V> created = new Entry<>(now, new CompletableFuture<>());
    Entry<V> entry =
        entries
            .asMap()
            .merge(key, created, (known, fresh) -> known.isValid(now, freshness) ? known : fresh);
    if (entry.answer == created.answer) {
      complete(created.answer, key, read);
      // The weight is known once the value has been read.
      var unused = created.answer.thenRun(() -> entries.asMap().replace(key, created, created));
    }
    return entry.answer;
  }

  private void complete(
      CompletableFuture<V> answer, K key, Function<K, CompletableFuture<V>> read) {
    try {
      var unused =
          read.apply(key)
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
