package io.evilnet.streams.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Answers that are read again only after a while, so that many pages cost the store no more than
 * one. Who asks while an answer is on its way gets the same.
 */
final class TimedCache<K, V> {

  private record Entry<V>(Instant askedAt, CompletableFuture<V> answer) {}

  private final int capacity;
  private final InstantSource clock;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param capacity answers that are kept; those used least lately go first
   */
  TimedCache(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  /** An answer that was asked for less than {@code freshness} ago. */
  synchronized CompletableFuture<V> get(
      K key, Duration freshness, Function<K, CompletableFuture<V>> ask) {
    Instant now = clock.instant();
    Entry<V> entry = entries.get(key);
    if (entry != null
        && !entry.answer.isCompletedExceptionally()
        && now.isBefore(entry.askedAt.plus(freshness))) {
      return entry.answer;
    }
    CompletableFuture<V> answer = ask.apply(key);
    entries.put(key, new Entry<>(now, answer));
    Iterator<K> eldest = entries.keySet().iterator();
    while (entries.size() > capacity) {
      eldest.next();
      eldest.remove();
    }
    return answer;
  }
}
