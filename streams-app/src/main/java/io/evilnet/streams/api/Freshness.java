package io.evilnet.streams.api;

import static java.util.Comparator.naturalOrder;

import io.evilnet.core.TimeRange;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.streams.live.CountChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The maximum age of cached results about a window: a second for a changing window, up to six hours
 * for a closed one, which only a repair changes. A result from before the last change or repair is
 * never used.
 *
 * <p>The maximum age is half the time since that change: rows that were written later than expected
 * are read after at most twice their delay.
 */
final class Freshness {

  private static final Duration OF_CHANGING = Duration.ofSeconds(1);
  private static final Duration OF_QUIET = Duration.ofSeconds(10);
  private static final Duration OF_CLOSED = Duration.ofHours(6);

  /** While a run that may repair the window is in progress or was killed. */
  private static final Duration OF_REPAIRED = Duration.ofMinutes(5);

  /** Time from a change until the rows are in Cassandra, even after an outage of Cassandra. */
  private static final Duration CHANGING = Duration.ofMinutes(2);

  /** Time without a change after which a closed window is settled. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private static final int MAX_WINDOWS = 10_000;

  private final Clockwork clockwork;
  private final Map<Instant, Instant> changed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Instant> eldest) {
          return size() > MAX_WINDOWS;
        }
      };

  private Instant unavailableAt = Instant.EPOCH;
  private List<BackfillRun> repairs = List.of();

  Freshness(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  synchronized void note(Collection<CountChange> changes) {
    Instant now = clockwork.now();
    changes.forEach(change -> changed.put(change.windowStart(), now));
  }

  /** Notes that Cassandra is unavailable: after it is back, rows of any window may be written. */
  synchronized void noteUnavailable() {
    unavailableAt = clockwork.now();
  }

  /** Replaces the runs of the batch job that are taken into account. */
  synchronized void noteRuns(Collection<BackfillRun> runs) {
    repairs = runs.stream().filter(BackfillRun::mayHaveWritten).toList();
  }

  synchronized Duration of(Instant windowStart) {
    if (clockwork.now().isBefore(quiet(windowStart))) {
      return OF_CHANGING;
    }
    boolean mayBeRepaired = repairs(windowStart).anyMatch(run -> run.finishedAt() == null);
    Duration longest = mayBeRepaired ? OF_REPAIRED : OF_CLOSED;
    Duration half = unchanged(windowStart).dividedBy(2);
    return Stream.of(half, longest)
        .min(naturalOrder())
        .filter(age -> age.compareTo(OF_QUIET) > 0)
        .orElse(OF_QUIET);
  }

  /** Returns the minimum over all windows of a range. */
  Duration of(TimeRange range) {
    return windows(range).map(this::of).min(naturalOrder()).orElse(OF_CLOSED);
  }

  /** Returns true if all windows of a range are closed and have not changed for minutes. */
  synchronized boolean isSettled(TimeRange range) {
    return windows(range).allMatch(start -> unchanged(start).compareTo(SETTLING) >= 0);
  }

  private Stream<Instant> windows(TimeRange range) {
    return Stream.iterate(
        Windows.ceiling(range.from(), clockwork.window()),
        start -> start.isBefore(range.to()),
        start -> start.plus(clockwork.window()));
  }

  private Instant quiet(Instant windowStart) {
    return changed.getOrDefault(windowStart, windowStart).plus(CHANGING);
  }

  /** Returns the time since a window closed, changed or was repaired; negative if it may change. */
  private Duration unchanged(Instant windowStart) {
    Instant closed = windowStart.plus(clockwork.window()).plus(clockwork.grace());
    Stream<Instant> repaired =
        repairs(windowStart).map(BackfillRun::finishedAt).filter(Objects::nonNull);
    Instant since =
        Stream.concat(Stream.of(closed, quiet(windowStart), unavailableAt.plus(CHANGING)), repaired)
            .max(naturalOrder())
            .orElseThrow();
    return Duration.between(since, clockwork.now());
  }

  private Stream<BackfillRun> repairs(Instant windowStart) {
    return repairs.stream()
        .filter(run -> run.overlaps(windowStart, windowStart.plus(clockwork.window())));
  }
}
