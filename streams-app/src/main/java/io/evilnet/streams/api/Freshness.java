package io.evilnet.streams.api;

import io.evilnet.streams.live.CountChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The maximum age of cached results about a window: a second for one that changes, longer for one
 * that only a repair can change.
 */
final class Freshness {

  private static final Duration OF_CHANGING = Duration.ofSeconds(1);
  private static final Duration OF_QUIET = Duration.ofSeconds(10);

  /** After a change, the time until the rows are surely in Cassandra, had it been away. */
  private static final Duration CHANGING = Duration.ofMinutes(2);

  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Instant, Instant> changed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  Freshness(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void note(Collection<CountChange> changes) {
    Instant now = clock.instant();
    changes.forEach(change -> changed.put(change.windowStart(), now));
  }

  synchronized Duration of(Instant windowStart) {
    Instant now = clock.instant();
    Instant last = changed.getOrDefault(windowStart, windowStart);
    return now.isBefore(last.plus(CHANGING)) ? OF_CHANGING : OF_QUIET;
  }
}
