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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows of a partition that are not retired, and the counts of their tweets.
 *
 * <p>Tweets that were stored by an earlier life are read when their window is asked for, and the
 * other windows a part at a time: who takes over millions of tweets goes on counting at once.
 */
final class Windows {

  /** What is known of a window beside its counts. */
  private static final class Window {
    final StoredWindow stored;
    Instant changedAt = Instant.EPOCH;
    Instant closedAt;
    boolean isRead;

    Window(StoredWindow stored, boolean isRead) {
      this.stored = stored;
      this.isRead = isRead;
    }
  }

  private static final int REMOVED_AT_ONCE = 10_000;
  private static final int READ_AT_ONCE = 10_000;

  private final TweetStore store;
  private final WindowCounts counts = new WindowCounts();
  private final TreeMap<Instant, Window> windows = new TreeMap<>();
  private final List<Instant> justRead = new ArrayList<>();

  /** Among the offsets that an earlier life has stored. */
  private final long furthestStored;

  private boolean isAllRead;

  /** Those that the store holds. */
  Windows(TweetStore store) {
    this.store = store;
    List<Instant> starts = store.windowStarts();
    starts.forEach(start -> windows.put(start, new Window(store.window(start), false)));
    this.furthestStored = starts.stream().mapToLong(store::lastOffset).max().orElse(-1);
    this.isAllRead = windows.isEmpty();
  }

  boolean isEmpty() {
    return windows.isEmpty();
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

  /** Counts a tweet; false, and nothing changes, when its window has it already. */
  boolean add(CountedTweet tweet, Instant arrival) {
    Instant start = tweet.windowStart();
    Window window =
        windows.computeIfAbsent(start, missing -> new Window(store.window(start), true));
    readAll(start, window);
    if (!counts.add(tweet)) {
      return false;
    }
    window.changedAt = arrival;
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
    for (Map.Entry<Instant, Window> window : windows.descendingMap().entrySet()) {
      if (!window.getValue().isRead) {
        for (int left = limit; left > 0 && !window.getValue().isRead; ) {
          left -= read(window.getKey(), window.getValue(), left);
        }
        return false;
      }
    }
    isAllRead = true;
    return true;
  }

  /** The counts whose windows were read since the last call, and have changed since an instant. */
  List<CityWindow> takeRead(Instant changedSince) {
    List<CityWindow> keys = new ArrayList<>();
    justRead.forEach(start -> addKeys(start, changedSince, keys));
    justRead.clear();
    return keys;
  }

  /** The counts of the windows that are read and have changed since an instant. */
  List<CityWindow> keysChangedSince(Instant since) {
    List<CityWindow> keys = new ArrayList<>();
    windows.keySet().forEach(start -> addKeys(start, since, keys));
    return keys;
  }

  private void addKeys(Instant start, Instant changedSince, List<CityWindow> keys) {
    Window window = windows.get(start);
    if (window != null && window.isRead && window.changedAt.isAfter(changedSince)) {
      counts.cityIds(start).forEach(id -> keys.add(new CityWindow(start, id)));
    }
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
    windows
        .headMap(time)
        .values()
        .forEach(window -> window.closedAt = window.closedAt == null ? now : window.closedAt);
  }

  /** Removes the oldest if it was closed before an instant, or some of its tweets. */
  void retireOldest(Instant closedBefore) {
    Map.Entry<Instant, Window> oldest = windows.firstEntry();
    if (oldest == null
        || !oldest.getValue().isRead
        || oldest.getValue().closedAt == null
        || oldest.getValue().closedAt.isAfter(closedBefore)) {
      return;
    }
    if (store.removeTweets(oldest.getKey(), REMOVED_AT_ONCE)) {
      counts.remove(oldest.getKey());
      windows.remove(oldest.getKey());
    }
  }

  private void readAll(Instant start) {
    Window window = windows.get(start);
    if (window != null) {
      readAll(start, window);
    }
  }

  private void readAll(Instant start, Window window) {
    while (!window.isRead) {
      read(start, window, READ_AT_ONCE);
    }
  }

  /** How many tweets were read: a page, or up to so many. */
  private int read(Instant start, Window window, int limit) {
    Optional<TweetPage> next = window.stored.next(limit);
    if (next.isEmpty()) {
      window.isRead = true;
      justRead.add(start);
      return 0;
    }
    TweetPage page = next.get();
    page.tweets().forEach(counts::add);
    if (page.newestArrival().isAfter(window.changedAt)) {
      window.changedAt = page.newestArrival();
    }
    return page.tweets().size();
  }
}
