package io.evilnet.streams.unusual;

import static java.util.Comparator.naturalOrder;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.TweetsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cache of the tweets of the last thirteen hours and, if retained, of the same time on earlier
 * days. A window is read again until it is closed, after a run has repaired it, and otherwise after
 * a quarter of an hour.
 */
public final class RecentTweets {

  private static final Duration REREAD = Duration.ofMinutes(15);

  /** Time after a change of its counts for which a window is considered incomplete. */
  private static final Duration CHANGING = Duration.ofMinutes(2);

  /** Number of runs that are read: those of some hours at least. */
  private static final int RUNS = 20;

  /** Longer than any run, which reads 200,000 posts or more per second. */
  private static final Duration MAX_RUN = Duration.ofHours(2);

  /** Divisor of a window; a shorter outage cannot make another window unusual. */
  private static final int TOLERATED_PART = 10;

  private record Read(Instant at, Map<String, Integer> tweets) {}

  private final Duration window;
  private final Duration grace;
  private final Duration countsTtl;
  private final Map<Instant, Read> read = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Areas areas = new Areas(List.of());
  private Instant areasReadAt = Instant.EPOCH;
  private final Map<Instant, Instant> changed = new ConcurrentHashMap<>();
  private final Map<Instant, Instant> repaired = new HashMap<>();

  /**
   * Creates an empty cache.
   *
   * @param window length of a window
   * @param grace the grace period
   * @param countsTtl TTL of the rows
   */
  public RecentTweets(Duration window, Duration grace, Duration countsTtl) {
    this.window = window;
    this.grace = grace;
    this.countsTtl = countsTtl;
  }

  /** Records that a count of a window has changed; may be called by another thread. */
  public void changed(Instant windowStart, Instant now) {
    changed.put(windowStart, now);
  }

  /** Reads stale windows and compares. */
  public Comparison compare(TweetsSource source, Instant now) {
    return Baseline.compare(timeline(source, now));
  }

  private Timeline timeline(TweetsSource source, Instant now) {
    Windows windows = Windows.until(now, window, countsTtl);
    List<TimeRange> ranges = windows.ranges();
    changed.values().removeIf(at -> !now.isBefore(at.plus(CHANGING).plus(REREAD)));
    Set<Instant> found = new HashSet<>();
    for (TimeRange range : ranges) {
      source.windows(range).forEach(row -> found.add(row.start()));
    }
    updateRepairs(source.runs(RUNS), found, now);
    read(source, found, windows.start(0), now);

    Instant oldest = ranges.stream().map(TimeRange::from).min(naturalOrder()).orElseThrow();
    List<StreamGap> gaps = source.gaps(new TimeRange(oldest, windows.end()));
    BitSet usable = new BitSet();
    BitSet settled = new BitSet();
    Map<String, int[]> tweets = new TreeMap<>();
    for (int i = 0; i < windows.size(); i++) {
      Instant start = windows.start(i);
      if (read.containsKey(start)) {
        int index = i;
        usable.set(i, !isOutage(start, gaps));
        settled.set(i, usable.get(i) && isSettled(start, now));
        read.get(start)
            .tweets()
            .forEach(
                (city, count) -> {
                  // On earlier days, only cities with recent tweets are compared.
                  int[] counts =
                      index < windows.recent()
                          ? tweets.computeIfAbsent(city, id -> new int[windows.size()])
                          : tweets.get(city);
                  if (counts != null) {
                    counts[index] = count;
                  }
                });
      }
    }
    names.keySet().retainAll(tweets.keySet());
    readAreas(source, tweets.keySet(), now);
    List<SubjectTweets> cities = new ArrayList<>(tweets.size());
    tweets.forEach(
        (id, counts) ->
            cities.add(new SubjectTweets(Subject.city(id, names.get(id), areas), counts)));
    return new Timeline(windows, usable, settled, cities, areas);
  }

  /**
   * Updates the times of the last repairs of windows: now during a run. A run without an end after
   * {@link #MAX_RUN} was killed.
   */
  private void updateRepairs(List<BackfillRun> runs, Set<Instant> found, Instant now) {
    repaired.clear();
    for (BackfillRun run : runs) {
      Instant end = run.finishedAt() == null ? run.startedAt().plus(MAX_RUN) : run.finishedAt();
      Instant at = end.isBefore(now) ? end : now;
      if (run.mayHaveWritten()) {
        found.stream()
            .filter(start -> run.overlaps(start, start.plus(window)) && isClosed(start, at))
            .forEach(start -> repaired.merge(start, at, RecentTweets::later));
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Reads the areas if a city is missing, or after the interval of closed windows. */
  private void readAreas(TweetsSource source, Set<String> cityIds, Instant now) {
    if (!areas.hasAll(cityIds) || !now.isBefore(areasReadAt.plus(REREAD))) {
      areas.refresh(source.cities());
      areasReadAt = now;
    }
  }

  /**
   * Reads stale windows.
   *
   * @param newNames start of the first window from which names of cities are used
   */
  private void read(TweetsSource source, Set<Instant> found, Instant newNames, Instant now) {
    read.keySet().retainAll(found);
    List<Instant> stale =
        found.stream()
            .filter(start -> !isFresh(start, now) && !isUnderRepair(start, now))
            .sorted()
            .toList();
    Iterator<Instant> next = stale.iterator();
    source
        .tweets(stale)
        .forEach(
            rows -> {
              Instant start = next.next();
              Map<String, Integer> tweets = new HashMap<>();
              for (TweetsRow row : rows) {
                if (!start.isBefore(newNames)) {
                  names.put(row.cityId(), row.city());
                }
                if (row.tweets() > 0) { // received retweets only otherwise
                  tweets.put(row.cityId(), Math.toIntExact(row.tweets()));
                }
              }
              read.put(start, new Read(now, tweets));
            });
  }

  private boolean isFresh(Instant start, Instant now) {
    Read last = read.get(start);
    return last != null
        && !isUnderRepair(start, last.at())
        && isSettled(start, last.at())
        && isSettled(start, now)
        && now.isBefore(last.at().plus(REREAD));
  }

  private boolean isSettled(Instant start, Instant at) {
    return isClosed(start, at) && !isChanging(changed.get(start), at);
  }

  /** Returns true if a run may be rewriting a window, whose cached tweets are used meanwhile. */
  private boolean isUnderRepair(Instant start, Instant at) {
    return isChanging(repaired.get(start), at);
  }

  private static boolean isChanging(Instant change, Instant at) {
    return change != null && at.isBefore(change.plus(CHANGING));
  }

  private boolean isClosed(Instant start, Instant at) {
    return !at.isBefore(start.plus(window).plus(grace));
  }

  private boolean isOutage(Instant start, List<StreamGap> gaps) {
    Instant end = start.plus(window);
    Duration lost = Duration.ZERO;
    for (StreamGap gap : gaps) {
      Instant from = gap.from().isAfter(start) ? gap.from() : start;
      Instant to = gap.to().filter(end::isAfter).orElse(end);
      if (from.isBefore(to)) {
        lost = lost.plus(Duration.between(from, to));
      }
    }
    return lost.multipliedBy(TOLERATED_PART).compareTo(window) >= 0;
  }
}
