package io.evilnet.streams.api;

import static java.util.Comparator.naturalOrder;

import io.evilnet.core.TimeRange;
import io.evilnet.streams.live.CountChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The maximum age of cached results about a window: a second for one that changes, longer for one
 * that only a repair can change. A result from before the last change is never good.
 */
final class Freshness {

  private static final Duration OF_CHANGING = Duration.ofSeconds(1);
  private static final Duration OF_QUIET = Duration.ofSeconds(10);
  private static final Duration OF_CLOSED = Duration.ofMinutes(5);

  /** After a change, the time until the rows are surely in Cassandra, had it been away. */
  private static final Duration CHANGING = Duration.ofMinutes(2);

  private static final int REMEMBERED = 10_000;

  private final Clockwork clockwork;
  private final Map<Instant, Instant> changed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Instant away = Instant.EPOCH;

  Freshness(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  synchronized void note(Collection<CountChange> changes) {
    Instant now = clockwork.now();
    changes.forEach(change -> changed.put(change.windowStart(), now));
  }

  /** Notes that Cassandra is unavailable: after it is back, rows of any window may be written. */
  synchronized void noteAway() {
    away = clockwork.now();
  }

  synchronized Duration of(Instant windowStart) {
    Instant now = clockwork.now();
    Instant last = changed.getOrDefault(windowStart, windowStart);
    Instant quiet = last.plus(CHANGING);
    if (now.isBefore(quiet)) {
      return OF_CHANGING;
    }
    Instant closed = windowStart.plus(clockwork.window()).plus(clockwork.grace());
    Instant since = Stream.of(closed, quiet, away.plus(CHANGING)).max(naturalOrder()).orElseThrow();
    Duration settled = Duration.between(since, now);
    if (settled.compareTo(OF_QUIET) < 0) {
      return OF_QUIET;
    }
    return settled.compareTo(OF_CLOSED) < 0 ? settled : OF_CLOSED;
  }

  /** Returns true if all windows of a range are closed and have not changed for minutes. */
  boolean isSettled(TimeRange range) {
    return of(range).equals(OF_CLOSED);
  }

  /** The least of all windows in a range. */
  Duration of(TimeRange range) {
    Duration least = OF_CLOSED;
    Instant start = Windows.ceiling(range.from(), clockwork.window());
    for (; start.isBefore(range.to()); start = start.plus(clockwork.window())) {
      Duration one = of(start);
      least = one.compareTo(least) < 0 ? one : least;
    }
    return least;
  }
}
