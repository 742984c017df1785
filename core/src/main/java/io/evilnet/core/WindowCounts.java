package io.evilnet.core;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The counts of every city and window, as a function of the tweets added so far: the one place
 * where tweets, retweets and distinct users are counted, for the stream and for the batch.
 *
 * <p>Exact: the ids of a window's tweets and the authors of a city's are held as sets, about 50
 * bytes a tweet. The result does not depend on the order of the tweets. Not thread-safe.
 */
public final class WindowCounts {

  private final TreeMap<Instant, Window> windows = new TreeMap<>();

  /** The window of the tweet that was added last, which is mostly that of the next one. */
  private Window last;

  private Instant lastStart;

  /** Counts a tweet; false, and nothing changes, when its identity is in its window already. */
  public boolean add(CountedTweet tweet) {
    Window window = windowOf(tweet.windowStart());
    if (!window.tweetIds.add(tweet.tweetId())) {
      return false;
    }
    window.cities.computeIfAbsent(tweet.cityId(), id -> new Tally()).add(tweet);
    return true;
  }

  private Window windowOf(Instant start) {
    if (!start.equals(lastStart)) {
      last = windows.computeIfAbsent(start, absent -> new Window());
      lastStart = start;
    }
    return last;
  }

  /** Whether the identity of a tweet has been counted in its window. */
  public boolean contains(CountedTweet tweet) {
    Window window = windows.get(tweet.windowStart());
    return window != null && window.tweetIds.contains(tweet.tweetId());
  }

  /** The totals of a city in a window; zeros for one that has no tweet. */
  public Counts counts(CityWindow key) {
    Window window = windows.get(key.windowStart());
    Tally tally = window == null ? null : window.cities.get(key.cityId());
    return tally == null ? Counts.ZERO : tally.counts();
  }

  /**
   * The users of a city in a window. From the first time that it is asked for, the sketch is kept,
   * two kilobytes at most.
   *
   * @param sketchKey gives them their pseudonyms; one of all windows of an epoch
   */
  public UserSketch users(CityWindow key, SketchKey sketchKey) {
    Window window = windows.get(key.windowStart());
    Tally tally = window == null ? null : window.cities.get(key.cityId());
    return tally == null ? UserSketch.NONE : tally.sketch(sketchKey);
  }

  /** The starts of the windows that have a tweet, oldest first; a view. */
  public Set<Instant> windowStarts() {
    return Collections.unmodifiableSet(windows.keySet());
  }

  /**
   * The ids of the cities that have a tweet in a window, among them {@link City#UNRESOLVED}'s; a
   * view.
   */
  public Set<String> cityIds(Instant windowStart) {
    Window window = windows.get(windowStart);
    return window == null ? Set.of() : Collections.unmodifiableSet(window.cities.keySet());
  }

  /** How many tweets a window has, those without a city among them. */
  public long tweets(Instant windowStart) {
    Window window = windows.get(windowStart);
    return window == null ? 0 : window.tweetIds.size();
  }

  /** Forgets a window. */
  public void remove(Instant windowStart) {
    windows.remove(windowStart);
    lastStart = null;
  }

  private static final class Window {
    final LongOpenHashSet tweetIds = new LongOpenHashSet();
    final Map<String, Tally> cities = new HashMap<>();
  }

  private static final class Tally {
    private final LongOpenHashSet users = new LongOpenHashSet();
    private long tweets;
    private long retweets;
    private UserSketch.Builder sketch;

    void add(CountedTweet tweet) {
      tweets++;
      if (tweet.retweet()) {
        retweets++;
      }
      if (users.add(tweet.authorId()) && sketch != null) {
        sketch.add(tweet.authorId());
      }
    }

    UserSketch sketch(SketchKey key) {
      if (sketch == null || !sketch.isOf(key)) {
        sketch = new UserSketch.Builder(key);
        users.forEach(sketch::add);
      }
      return sketch.build();
    }

    Counts counts() {
      return new Counts(tweets, retweets, users.size());
    }
  }
}
