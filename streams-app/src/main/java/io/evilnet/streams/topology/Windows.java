package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.core.WindowCounts;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The windows of a partition that are not retired, and the counts of their tweets. */
final class Windows {

  /**
   * The closed windows that wait out their time before they are retired; if there are more, the
   * oldest go as soon as their counts cannot be lost any more.
   *
   * @param windows their number
   * @param counts the number of their counts
   */
  record Limits(int windows, int counts) {

    /**
     * A stream has two or three, an archive of sparse posts thousands. The counts take some 20 MB.
     */
    static final Limits DEFAULT = new Limits(32, 100_000);
  }

  private final WindowCounts counts = new WindowCounts();
  private final TreeMap<Instant, HeldWindow> windows = new TreeMap<>();
  private final Limits limits;
  private int closed;
  private int closedCounts;

  /** The window of the tweet that was added last, which is mostly that of the next one. */
  private HeldWindow last;

  private Instant lastStart;

  /** No windows. */
  Windows(Limits limits) {
    this.limits = limits;
  }

  boolean holds(Instant start) {
    return windows.containsKey(start);
  }

  /** The start of the newest. */
  Instant newest() {
    return windows.lastKey();
  }

  /** Their starts from a time, inclusive, to another, exclusive. */
  List<Instant> between(Instant from, Instant to) {
    return List.copyOf(windows.subMap(from, to).keySet());
  }

  /** Their starts from a time on. */
  Collection<Instant> from(Instant time) {
    return windows.tailMap(time).keySet();
  }

  /** Counts a tweet; false, and nothing changes, when its window has it already. */
  boolean add(CountedTweet tweet, Instant now) {
    if (!counts.add(tweet)) {
      return false;
    }
    Instant start = tweet.windowStart();
    if (!start.equals(lastStart)) {
      last = windows.computeIfAbsent(start, absent -> new HeldWindow(now));
      lastStart = start;
    }
    last.sentThrough = HeldWindow.NOT_SENT;
    return true;
  }

  /**
   * Takes note that the tweet which was added last has changed its count; returns false if its city
   * is the object of the last change.
   */
  boolean change(City city, Instant createdAt, Instant arrivedAt) {
    return last.change(city, createdAt, arrivedAt);
  }

  /** Takes note that all counts have changed, by posts that nobody knows. */
  void changeAll() {
    windows.forEach((start, window) -> counts.cityIds(start).forEach(window::change));
  }

  /** Returns the number of counts before a time that have changed since {@link #takeChanged}. */
  int changes(Instant before) {
    int changes = 0;
    for (HeldWindow window : windows.headMap(before).values()) {
      changes += window.changed.size();
    }
    return changes;
  }

  /**
   * The counts before a time that have changed since the last call, each with the oldest of their
   * posts.
   */
  Map<CityWindow, Optional<Waiting>> takeChanged(Instant before, Instant now) {
    Map<CityWindow, Optional<Waiting>> taken = new LinkedHashMap<>();
    windows
        .headMap(before)
        .forEach(
            (start, window) -> {
              if (!window.changed.isEmpty()) {
                window.changed.forEach(
                    (id, change) -> taken.put(new CityWindow(start, id), change.waiting()));
                window.changed.clear();
                window.changedAt = now;
              }
            });
    return taken;
  }

  /**
   * Takes note that counts are emitted, changed or not.
   *
   * @param through the last offset processed before
   */
  void sent(Set<CityWindow> keys, long through) {
    of(keys).forEach(window -> window.sentThrough = through);
  }

  private Stream<HeldWindow> of(Set<CityWindow> keys) {
    return keys.stream()
        .map(CityWindow::windowStart)
        .distinct()
        .map(windows::get)
        .filter(Objects::nonNull);
  }

  /** The counts of the windows that have changed since an instant. */
  List<CityWindow> keysChangedSince(Instant since) {
    List<CityWindow> keys = new ArrayList<>();
    windows.forEach(
        (start, window) -> {
          if (window.changedAt.isAfter(since)) {
            addKeys(start, keys);
          }
        });
    return keys;
  }

  private void addKeys(Instant start, List<CityWindow> keys) {
    counts.cityIds(start).forEach(id -> keys.add(new CityWindow(start, id)));
  }

  /** Returns whether there are some from a time on, none of them changed since an instant. */
  boolean areIdle(Instant from, Instant since) {
    Collection<HeldWindow> open = windows.tailMap(from).values();
    return !open.isEmpty() && open.stream().noneMatch(window -> window.changedAt.isAfter(since));
  }

  Counts counts(CityWindow key) {
    return counts.counts(key);
  }

  UserSketch users(CityWindow key, SketchKey sketchKey) {
    return counts.users(key, sketchKey);
  }

  /** The tweets of a window that have no city. */
  long unresolved(Instant start) {
    return counts.counts(new CityWindow(start, City.UNRESOLVED.id())).tweets();
  }

  /** The tweets of a window that have a city. */
  long counted(Instant start) {
    return counts.tweets(start) - unresolved(start);
  }

  /** Those before a time are closed, since now if it was not known. */
  void closeBefore(Instant time, Instant now) {
    for (Map.Entry<Instant, HeldWindow> entry :
        windows.headMap(time, false).descendingMap().entrySet()) {
      HeldWindow window = entry.getValue();
      if (window.closedAt != null) {
        return; // and so are those before
      }
      window.closedAt = now;
      counts.close(entry.getKey());
      closed++;
      closedCounts += counts.cityIds(entry.getKey()).size();
    }
  }

  /**
   * Forgets the oldest that were closed, and whose counts were emitted, before an instant, and of
   * those in excess of the {@link Limits} the ones whose counts are acknowledged.
   *
   * @param committed the offset that is committed; a commit waits for all that was sent
   * @param unsent windows of which something is still to be emitted, beside what has changed
   * @return the start of the last one that is forgotten; empty when none is
   */
  Optional<Instant> retire(Instant closedBefore, long committed, Set<Instant> unsent) {
    Optional<Instant> retired = Optional.empty();
    while (!windows.isEmpty()) {
      Instant start = windows.firstKey();
      HeldWindow oldest = windows.get(start);
      boolean isSent = oldest.changed.isEmpty() && !unsent.contains(start);
      boolean isAcknowledged = isSent && committed > oldest.sentThrough + 1;
      boolean isSurplus =
          oldest.closedAt != null
              && (closed > limits.windows() || closedCounts > limits.counts())
              && isAcknowledged;
      if (!isSurplus && !oldest.isSettled(closedBefore)) {
        break;
      }
      closedCounts -= counts.cityIds(start).size();
      counts.remove(start);
      windows.remove(start);
      lastStart = null;
      closed--;
      retired = Optional.of(start);
    }
    return retired;
  }

  /** Forgets those before a time. */
  void forgetBefore(Instant time) {
    Collection<Instant> starts = windows.headMap(time).keySet();
    starts.forEach(counts::remove);
    starts.clear();
    lastStart = null;
  }

  /** Number of windows that are held. */
  int size() {
    return windows.size();
  }

  /** The ids of the cities in any of them. */
  Set<String> cityIds() {
    Set<String> ids = new HashSet<>();
    windows.keySet().forEach(start -> ids.addAll(counts.cityIds(start)));
    return ids;
  }
}
