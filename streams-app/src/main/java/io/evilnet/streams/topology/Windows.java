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
   * The limits above which the oldest closed windows are retired as soon as their counts are
   * acknowledged, instead of after the delay.
   *
   * @param windows number of closed windows
   * @param counts number of their counts
   */
  record Limits(int windows, int counts) {

    /**
     * A live stream has two or three closed windows, an archive of sparse posts thousands. The
     * counts use some 20 MB.
     */
    static final Limits DEFAULT = new Limits(32, 100_000);
  }

  private final WindowCounts counts = new WindowCounts();
  private final TreeMap<Instant, HeldWindow> windows = new TreeMap<>();
  private final Limits limits;
  private int closed;
  private int closedCounts;

  /** The window of the last added tweet, mostly also that of the next one. */
  private HeldWindow last;

  private Instant lastStart;

  /** Creates an empty collection of windows. */
  Windows(Limits limits) {
    this.limits = limits;
  }

  boolean holds(Instant start) {
    return windows.containsKey(start);
  }

  /** Returns the start of the newest window. */
  Instant newest() {
    return windows.lastKey();
  }

  /** Returns the starts of the windows from a time, inclusive, to another, exclusive. */
  List<Instant> between(Instant from, Instant to) {
    return List.copyOf(windows.subMap(from, to).keySet());
  }

  /** Returns the starts of the windows from a time, inclusive. */
  Collection<Instant> from(Instant time) {
    return windows.tailMap(time).keySet();
  }

  /** Counts a tweet; returns false, without effect, if its window contains it. */
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
   * Records that the last added tweet has changed the count of a city; returns false if the city is
   * the same object as in the last change.
   */
  boolean change(City city, Instant createdAt, Instant arrivedAt) {
    return last.change(city, createdAt, arrivedAt);
  }

  /** Records that all counts have changed, by unknown posts. */
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
   * Returns the counts of windows before a time that have changed since the last call, each with
   * the oldest of its new posts.
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
   * Records that counts are emitted, changed or not.
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

  /** Returns the counts of the windows that have changed since an instant. */
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

  /** Returns true if there are windows from a time, none of which has changed since an instant. */
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

  /** Returns the number of tweets of a window without a city. */
  long unresolved(Instant start) {
    return counts.counts(new CityWindow(start, City.UNRESOLVED.id())).tweets();
  }

  /** Returns the number of tweets of a window with a city. */
  long counted(Instant start) {
    return counts.tweets(start) - unresolved(start);
  }

  /** Closes the windows before a time that are not closed yet. */
  void closeBefore(Instant time, Instant now) {
    for (Map.Entry<Instant, HeldWindow> entry :
        windows.headMap(time, false).descendingMap().entrySet()) {
      HeldWindow window = entry.getValue();
      if (window.closedAt != null) {
        return; // all earlier ones are closed
      }
      window.closedAt = now;
      counts.close(entry.getKey());
      closed++;
      closedCounts += counts.cityIds(entry.getKey()).size();
    }
  }

  /**
   * Removes the oldest windows that were closed, and whose counts were emitted, before an instant;
   * above the {@link Limits}, also the oldest whose counts are acknowledged.
   *
   * @param committed the committed offset; a commit follows the acknowledgement of all sent records
   * @param unsent windows with pending emissions other than changed counts
   * @return the start of the last removed window; empty if none was removed
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

  /** Removes the windows before a time. */
  void removeBefore(Instant time) {
    Collection<Instant> starts = windows.headMap(time).keySet();
    starts.forEach(counts::remove);
    starts.clear();
    lastStart = null;
  }

  /** Returns the number of windows. */
  int size() {
    return windows.size();
  }

  /** Returns the ids of the cities in any window. */
  Set<String> cityIds() {
    Set<String> ids = new HashSet<>();
    windows.keySet().forEach(start -> ids.addAll(counts.cityIds(start)));
    return ids;
  }
}
