package io.evilnet.core;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongCollection;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The counts of every city and window, computed from the tweets added so far; used by the stream
 * and the batch job.
 *
 * <p>Exact: the ids of the tweets of a window and the authors of a city are stored as sets, about
 * 50 bytes per tweet, and 8 bytes per author after the window is closed. The result does not depend
 * on the order of the tweets. Not thread-safe.
 */
public final class WindowCounts {

  private final TreeMap<Instant, Window> windows = new TreeMap<>();

  /**
   * The window of the last added tweet, cached since the next one is usually in the same window.
   */
  private Window last;

  private Instant lastStart;

  /**
   * Counts a tweet; returns false, without a change, if its identity has been counted in its
   * window.
   */
  public boolean add(CountedTweet tweet) {
    Window window = windowOf(tweet.windowStart());
    if (!window.tweetIds.add(tweet.tweetId())) {
      return false;
    }
    window.tally(tweet.cityId()).add(tweet);
    if (tweet.contained()) {
      window.tally(City.CONTAINED.id()).add(tweet);
    }
    if (tweet.retweetedCityId() != null) {
      window.tally(tweet.retweetedCityId()).receivedRetweets++;
    }
    return true;
  }

  private Window windowOf(Instant start) {
    if (!start.equals(lastStart)) {
      last = windows.computeIfAbsent(start, absent -> new Window());
      lastStart = start;
    }
    return last;
  }

  /**
   * Closes a window: keeps its counts and frees the state required by {@link #add}. No tweet of the
   * window may be added afterwards.
   */
  public void close(Instant windowStart) {
    Window window = windows.get(windowStart);
    if (window != null && !window.isClosed()) {
      window.close();
    }
  }

  /** Returns the totals of a city in a window; zero if there is no tweet. */
  public Counts counts(CityWindow key) {
    Window window = windows.get(key.windowStart());
    Tally tally = window == null ? null : window.cities.get(key.cityId());
    return tally == null ? Counts.ZERO : tally.counts();
  }

  /**
   * Returns the sketch of the users of a city in a window. The sketch of an open window, or of many
   * users, is cached, at most 2 kB.
   *
   * @param sketchKey the key of the pseudonyms, the same for all windows of an epoch
   */
  public UserSketch users(CityWindow key, SketchKey sketchKey) {
    Window window = windows.get(key.windowStart());
    Tally tally = window == null ? null : window.cities.get(key.cityId());
    return tally == null ? UserSketch.NONE : tally.sketch(sketchKey);
  }

  /** Returns a view of the starts of the windows that have a tweet, oldest first. */
  public Set<Instant> windowStarts() {
    return Collections.unmodifiableSet(windows.keySet());
  }

  /**
   * Returns a view of the ids of the cities that have a tweet or a received retweet in a window,
   * {@link City#UNRESOLVED} and {@link City#CONTAINED} included.
   */
  public Set<String> cityIds(Instant windowStart) {
    Window window = windows.get(windowStart);
    return window == null ? Set.of() : Collections.unmodifiableSet(window.cities.keySet());
  }

  /** Returns the number of tweets of a window, including those without a city. */
  public long tweets(Instant windowStart) {
    Window window = windows.get(windowStart);
    return window == null ? 0 : window.tweets();
  }

  /** Removes a window. */
  public void remove(Instant windowStart) {
    windows.remove(windowStart);
    lastStart = null;
  }

  private static final class Window {
    final Map<String, Tally> cities = new HashMap<>();

    /** Null after the window is closed. */
    LongOpenHashSet tweetIds = new LongOpenHashSet();

    private long closedTweets;

    Tally tally(String cityId) {
      return cities.computeIfAbsent(cityId, id -> new Tally());
    }

    boolean isClosed() {
      return tweetIds == null;
    }

    long tweets() {
      return isClosed() ? closedTweets : tweetIds.size();
    }

    void close() {
      closedTweets = tweetIds.size();
      tweetIds = null;
      cities.values().forEach(Tally::close);
    }
  }

  private static final class Tally {
    /** Most cities have one or two users in a partition and window. */
    private static final int EXPECTED_USERS = 2;

    /** A set; a list after the window is closed. */
    private LongCollection users = new LongOpenHashSet(EXPECTED_USERS);

    private long tweets;
    private long retweets;
    private long receivedRetweets;
    private boolean isClosed;

    /** Null before the first request, and for few users of a closed window. */
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

    void close() {
      users = LongArrayList.wrap(users.toLongArray());
      isClosed = true;
    }

    UserSketch sketch(SketchKey key) {
      if (sketch != null && sketch.isOf(key)) {
        return sketch.build();
      }
      UserSketch.Builder builder = new UserSketch.Builder(key);
      users.forEach(builder::add);
      if (!isClosed || users.size() > SketchHashes.MAX_HASHES) {
        sketch = builder;
      }
      return builder.build();
    }

    Counts counts() {
      return new Counts(tweets, retweets, users.size(), receivedRetweets);
    }
  }
}
