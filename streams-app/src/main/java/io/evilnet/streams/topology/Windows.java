package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.core.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The windows of a partition that are not retired, and the counts of their tweets.
 *
 * <p>Tweets that were stored by an earlier life are read when their window is asked for, and the
 * other windows a part at a time: who takes over millions of tweets goes on counting at once.
 */
final class Windows {

  private static final int REMOVED_AT_ONCE = 10_000;
  private static final int READ_AT_ONCE = 10_000;

  private final TweetStore store;
  private final WindowCounts counts = new WindowCounts();
  private final TreeMap<Instant, HeldWindow> windows = new TreeMap<>();
  private final List<Instant> justRead = new ArrayList<>();

  /** Among the offsets that an earlier life has stored. */
  private final long furthestStored;

  private final int mostClosed;
  private boolean isAllRead;
  private int closed;
  private int retired;

  /**
   * Those that the store holds.
   *
   * @param mostClosed so many closed windows wait out their time before they are retired; when
   *     there are more, the oldest go as soon as their counts cannot be lost any more
   */
  Windows(TweetStore store, int mostClosed, Instant now) {
    this.store = store;
    this.mostClosed = mostClosed;
    List<Instant> starts = store.windowStarts();
    starts.forEach(start -> windows.put(start, new HeldWindow(store.window(start), false, now)));
    this.furthestStored = starts.stream().mapToLong(store::lastOffset).max().orElse(-1);
    this.isAllRead = windows.isEmpty();
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }

  boolean holds(Instant start) {
    return windows.containsKey(start);
  }

  /** The start of the newest. */
  Instant newest() {
    return windows.lastKey();
  }

  /** Their starts before a time. */
  List<Instant> before(Instant time) {
    return List.copyOf(windows.headMap(time).keySet());
  }

  /** Their starts from a time on. */
  List<Instant> from(Instant time) {
    return List.copyOf(windows.tailMap(time).keySet());
  }

  /** The last offset of a tweet that an earlier life has stored; -1 when there is none. */
  long furthestStored() {
    return furthestStored;
  }

  /** Counts a tweet; false, and nothing changes, when its window has it already. */
  boolean add(CountedTweet tweet, Instant now) {
    Instant start = tweet.windowStart();
    HeldWindow window =
        windows.computeIfAbsent(start, missing -> new HeldWindow(store.window(start), true, now));
    readAll(start, window);
    if (!counts.add(tweet)) {
      return false;
    }
    window.sentThrough = HeldWindow.NOT_SENT;
    return true;
  }

  /** Stores a tweet that has been added. */
  void store(StoredTweet added) {
    windows.get(added.tweet().windowStart()).stored.put(added);
  }

  /** Whether an earlier life may have stored a tweet of this offset. */
  boolean mayHold(long offset) {
    return offset <= furthestStored;
  }

  /**
   * Reads some of the tweets that are stored and not read, so many or a page more, those of the
   * newest window first; true when there are no more.
   */
  boolean readOn(int limit) {
    if (isAllRead) {
      return true;
    }
    int left = limit;
    for (Map.Entry<Instant, HeldWindow> window : windows.descendingMap().entrySet()) {
      while (!window.getValue().isRead) {
        left -= Math.max(1, read(window.getKey(), window.getValue(), left));
        if (left <= 0) {
          return false;
        }
      }
    }
    isAllRead = true;
    return true;
  }

  /** The counts whose windows were read since the last call. */
  List<CityWindow> takeRead() {
    List<CityWindow> keys = new ArrayList<>();
    justRead.forEach(start -> addKeys(start, keys));
    justRead.clear();
    return keys;
  }

  /** Takes note that changes of counts are sent on. */
  void changed(Set<CityWindow> keys, Instant now) {
    of(keys).forEach(window -> window.changedAt = now);
  }

  /**
   * Takes note that counts are sent on, changed or not.
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

  /** The counts of the windows that are read and have changed since an instant. */
  List<CityWindow> keysChangedSince(Instant since) {
    List<CityWindow> keys = new ArrayList<>();
    windows.forEach(
        (start, window) -> {
          if (window.isRead && window.changedAt.isAfter(since)) {
            addKeys(start, keys);
          }
        });
    return keys;
  }

  private void addKeys(Instant start, List<CityWindow> keys) {
    counts.cityIds(start).forEach(id -> keys.add(new CityWindow(start, id)));
  }

  /** Whether all are read, and none from a time on has changed since an instant. */
  boolean areIdle(Instant from, Instant since) {
    return isAllRead
        && windows.tailMap(from).values().stream()
            .noneMatch(window -> window.changedAt.isAfter(since));
  }

  /** Of a window that is read. */
  Counts counts(CityWindow key) {
    return counts.counts(key);
  }

  /** Of a window that is read. */
  UserSketch users(CityWindow key, SketchKey sketchKey) {
    return counts.users(key, sketchKey);
  }

  /** The tweets of a window that have no city. */
  long unresolved(Instant start) {
    readAll(start);
    return counts.counts(new CityWindow(start, City.UNRESOLVED.id())).tweets();
  }

  /** The tweets of a window that have a city. */
  long counted(Instant start) {
    long unresolved = unresolved(start);
    return counts.tweets(start) - unresolved;
  }

  /** Those before a time are closed, since now if it was not known. */
  void closeBefore(Instant time, Instant now) {
    for (HeldWindow window : windows.headMap(time).values()) {
      if (window.closedAt == null) {
        window.closedAt = now;
        closed++;
      }
    }
  }

  /**
   * Removes the oldest that are read and were closed before an instant, and of more than {@link
   * #mostClosed} those whose counts are acknowledged, up to so many tweets that a call stays short.
   *
   * @param committed the offset that is committed; a commit waits for all that was sent
   * @param waiting windows of which something is still to be sent
   */
  void retire(Instant closedBefore, long committed, Set<Instant> waiting) {
    int budget = REMOVED_AT_ONCE;
    while (budget > 0 && !windows.isEmpty()) {
      Instant start = windows.firstKey();
      HeldWindow oldest = windows.get(start);
      if (!oldest.isRead || oldest.closedAt == null) {
        return;
      }
      boolean isAcknowledged = committed > oldest.sentThrough + 1 && !waiting.contains(start);
      if (oldest.closedAt.isAfter(closedBefore) && !(closed > mostClosed && isAcknowledged)) {
        return;
      }
      int removed = store.removeTweets(start, budget);
      if (removed == budget) {
        return;
      }
      budget -= removed + 1;
      counts.remove(start);
      windows.remove(start);
      closed--;
      retired++;
    }
  }

  /** Number of windows retired since the last call. */
  int takeRetired() {
    int taken = retired;
    retired = 0;
    return taken;
  }

  /** Number of windows that are held. */
  int size() {
    return windows.size();
  }

  /** The ids of the cities in any of them; of none when not all are read. */
  Optional<Set<String>> cityIds() {
    if (!isAllRead) {
      return Optional.empty();
    }
    Set<String> ids = new HashSet<>();
    windows.keySet().forEach(start -> ids.addAll(counts.cityIds(start)));
    return Optional.of(ids);
  }

  private void readAll(Instant start) {
    HeldWindow window = windows.get(start);
    if (window != null) {
      readAll(start, window);
    }
  }

  private void readAll(Instant start, HeldWindow window) {
    while (!window.isRead) {
      read(start, window, READ_AT_ONCE);
    }
  }

  /** How many tweets were read: a page, or up to so many. */
  private int read(Instant start, HeldWindow window, int limit) {
    Optional<TweetPage> next = window.stored.next(limit);
    if (next.isEmpty()) {
      window.isRead = true;
      justRead.add(start);
      return 0;
    }
    TweetPage page = next.get();
    page.tweets().forEach(counts::add);
    return page.tweets().size();
  }
}
