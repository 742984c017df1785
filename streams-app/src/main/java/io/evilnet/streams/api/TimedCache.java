package io.evilnet.streams.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Answers that are read again only after a while, so that many pages cost the store no more than
 * one. Who asks while an answer is on its way gets the same; no lock is held meanwhile.
 *
 * <p>Freshness is the reader's, not the entry's as in a cache that expires: a window that has just
 * changed is read again, however long its answer was good for when it came.
 */
final class TimedCache<K, V> {

  private record Entry<V>(Instant askedAt, CompletableFuture<V> answer) {

    int weight(ToIntFunction<V> weigher) {
      boolean hasCome = answer.isDone() && !answer.isCompletedExceptionally();
      return hasCome ? weigher.applyAsInt(answer.join()) : 1;
    }

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
    this(capacity, value -> 1, clock);
  }

  /**
   * An empty cache of answers of different sizes.
   *
   * @param capacity sum of the weights of the answers that are kept
   * @param weigher weight of an answer that has come
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

  /** An answer that was asked for less than {@code freshness} ago. */
  CompletableFuture<V> get(K key, Duration freshness, Function<K, CompletableFuture<V>> ask) {
    Instant now = clock.instant();
    Entry<V> mine = new Entry<>(now, new CompletableFuture<>());
    Entry<V> entry =
        entries
            .asMap()
            .merge(key, mine, (known, fresh) -> known.isGood(now, freshness) ? known : fresh);
    if (entry.answer == mine.answer) {
      ask(key, ask, mine.answer);
      // Its weight is known now, or when the answer comes.
      var unused = mine.answer.thenRun(() -> entries.asMap().replace(key, mine, mine));
    }
    return entry.answer;
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
