package io.evilnet.streams.fidelity;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The receive times of a site: the first and last instant of each second with posts. A day uses
 * some megabytes.
 */
final class Presence {

  private static final long MILLIS_PER_SECOND = 1_000;

  private final Long2LongMap first = new Long2LongOpenHashMap();
  private final Long2LongMap last = new Long2LongOpenHashMap();

  Presence() {
    first.defaultReturnValue(Long.MAX_VALUE);
    last.defaultReturnValue(Long.MIN_VALUE);
  }

  void add(Instant received) {
    long millis = received.toEpochMilli();
    long second = Math.floorDiv(millis, MILLIS_PER_SECOND);
    first.put(second, Math.min(millis, first.get(second)));
    last.put(second, Math.max(millis, last.get(second)));
  }

  long firstMillis() {
    return first.values().longStream().min().orElse(Long.MAX_VALUE);
  }

  long lastMillis() {
    return last.values().longStream().max().orElse(Long.MIN_VALUE);
  }

  /**
   * Returns the longest time without posts between two instants; gaps within a second are ignored.
   */
  Duration longestGap(long fromMillis, long toMillis) {
    long[] seconds = first.keySet().toLongArray();
    Arrays.sort(seconds);
    long longest = 0;
    long before = fromMillis;
    for (long second : seconds) {
      longest = Math.max(longest, first.get(second) - before);
      before = last.get(second);
    }
    return Duration.ofMillis(Math.max(longest, toMillis - before));
  }
}
