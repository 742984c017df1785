package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.SketchKey;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.UserSketch;
import io.evilnet.infra.topics.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts one partition of {@code tweets}, exactly, however often a record is read again.
 *
 * <p>A post that counts is stored before anything else is known of it; every other post is settled
 * in the ledger under its offset. A window is <em>open</em> until a post past its end and grace is
 * counted, then <em>closed</em>: it takes no more posts. Later it is <em>retired</em>: its tweets
 * are removed, once no count made of them can be lost any more.
 */
final class PartitionCount {

  private final CountingRules rules;
  private final Duration retireDelay;
  private final Duration idleAfter;
  private final TweetStore store;
  private final Windows windows;
  private final Map<String, City> cities = new HashMap<>();
  private final Map<CityWindow, Optional<Waiting>> changed = new LinkedHashMap<>();
  private final Instant idleBeforeStart;
  private Ledger ledger;
  private boolean isChangelogComplete;

  /**
   * A count that goes on from what the store holds.
   *
   * @throws IllegalStateException if the store was kept for windows of another length
   */
  PartitionCount(CityCountSettings settings, TweetStore store, Instant now) {
    this.rules = settings.rules();
    this.retireDelay = settings.retireDelay();
    this.idleAfter = settings.idleAfter();
    this.store = store;
    this.windows = new Windows(store);
    this.idleBeforeStart = now.minus(idleAfter);
    restore();
  }

  /**
   * Reads some of the tweets that were stored when it began, so many or a page more; true when
   * there are no more.
   */
  boolean readOn(int limit) {
    return windows.readOn(limit);
  }

  /** Takes the record at an offset. */
  void accept(StreamLine line, long offset, Instant arrival) {
    if (!isChangelogComplete) {
      completeChangelog(offset);
      isChangelogComplete = true;
    }
    if (line instanceof Tweet tweet) {
      count(tweet, offset, arrival);
    } else {
      settle(Outcome.DEAD, offset);
    }
  }

  /**
   * The counts that have changed since the last call, each with the oldest of the posts that
   * changed it; after a start, all that there are as they are read, and of those nobody knows any
   * more what was seen.
   */
  Map<CityWindow, Optional<Waiting>> takeChanged() {
    windows.takeRead(idleBeforeStart).forEach(key -> changed.putIfAbsent(key, Optional.empty()));
    Map<CityWindow, Optional<Waiting>> taken = new LinkedHashMap<>(changed);
    changed.clear();
    return taken;
  }

  /** The counts of the windows that have changed since an instant. */
  List<CityWindow> keysOfWindowsChangedSince(Instant since) {
    return windows.keysChangedSince(since);
  }

  Counts counts(CityWindow key) {
    return windows.counts(key);
  }

  /**
   * Who they are; none of those without a city, who are nine in ten and shown by the window only.
   */
  UserSketch users(CityWindow key, SketchKey sketchKey) {
    return key.isUnresolved() ? UserSketch.NONE : windows.users(key, sketchKey);
  }

  City city(String id) {
    return cities.getOrDefault(id, City.UNRESOLVED);
  }

  /**
   * Closes the windows when nothing has reached any of them for long, and retires those closed long
   * enough.
   */
  void tidy(Instant now) {
    closeIdle(now.minus(idleAfter));
    windows.closeBefore(ledger.firstOpenWindow(), now);
    windows.retireOldest(now.minus(retireDelay));
  }

  /** All posts since the partition was first counted, by outcome. */
  Map<Outcome, Long> totals() {
    Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      totals.put(outcome, ledger.settled(outcome));
    }
    for (Instant window : windows.from(ledger.firstOpenWindow())) {
      totals.merge(Outcome.COUNTED, windows.counted(window), Long::sum);
      totals.merge(Outcome.UNRESOLVED, windows.unresolved(window), Long::sum);
    }
    return totals;
  }

  /**
   * After a crash the disk may know more than the changelog. Its ledger goes there now, and the
   * tweets that it has settled with their windows: who takes over while posts are still read again
   * must find neither a ledger from before the commit, nor one without those tweets, for which it
   * would be too late. The other tweets go there as they are read again.
   */
  private void completeChangelog(long next) {
    cities.values().forEach(store::put);
    if (next <= ledger.throughOffset()) {
      windows.before(ledger.firstOpenWindow()).forEach(closed -> store.repeatTweets(closed, next));
    }
    store.put(ledger);
    store.removeLedgersOfOthers();
  }

  private void count(Tweet tweet, long offset, Instant arrival) {
    City city = rules.cityOf(tweet);
    CountedTweet counted = rules.place(tweet, city);
    if (windows.mayHold(offset) && store.holds(counted, offset)) {
      // Read again: it is counted, but after a crash the changelog may not have it, nor the ledger
      // the windows that it closed.
      closeFor(tweet, offset);
      remember(city);
      store.put(new StoredTweet(counted, offset, arrival));
    } else if (isClosed(counted.windowStart())) {
      settle(Outcome.LATE, offset);
    } else if (!windows.add(counted, arrival)) {
      settle(Outcome.DUPLICATE, offset);
    } else {
      closeFor(tweet, offset);
      remember(city);
      windows.store(new StoredTweet(counted, offset, arrival));
      changed(counted.cityWindow(), new Waiting(tweet.createdAt(), arrival));
    }
  }

  private void changed(CityWindow key, Waiting waiting) {
    Optional<Waiting> before = changed.getOrDefault(key, Optional.empty());
    changed.put(key, before.map(waiting::and).or(() -> Optional.of(waiting)));
  }

  private void settle(Outcome outcome, long offset) {
    if (ledger.settle(outcome, offset)) {
      store.put(ledger);
    }
  }

  private void closeFor(Tweet tweet, long offset) {
    Instant firstOpen = rules.firstOpenWindow(tweet.createdAt());
    if (firstOpen.isAfter(ledger.firstOpenWindow())) {
      closeBefore(firstOpen, offset - 1);
    }
  }

  private void closeBefore(Instant firstOpen, long offset) {
    for (Instant window : windows.before(firstOpen)) {
      if (!isClosed(window)) {
        ledger.settleWindow(windows.counted(window), windows.unresolved(window));
      }
    }
    ledger.closeBefore(firstOpen, offset);
    store.put(ledger);
  }

  private void closeIdle(Instant idleSince) {
    Instant firstOpen = ledger.firstOpenWindow();
    if (!windows.from(firstOpen).isEmpty() && windows.areIdle(firstOpen, idleSince)) {
      closeBefore(windows.newest().plus(rules.window()), ledger.throughOffset());
    }
  }

  private boolean isClosed(Instant windowStart) {
    return windowStart.isBefore(ledger.firstOpenWindow());
  }

  private void remember(City city) {
    if (!city.equals(City.UNRESOLVED) && !city.equals(cities.get(city.id()))) {
      cities.put(city.id(), city);
      store.put(city);
    }
  }

  private void restore() {
    store.visit(
        new TweetStore.Visitor() {
          @Override
          public void ledger(Ledger found) {
            if (ledger == null || found.isFurtherThan(ledger)) {
              ledger = found;
            }
          }

          @Override
          public void city(City city) {
            cities.put(city.id(), city);
          }
        });
    if (ledger == null) {
      ledger = Ledger.empty(rules.window());
      store.put(ledger);
    } else if (!ledger.window().equals(rules.window())) {
      throw new IllegalStateException(
          "window is %s, but the state was kept for windows of %s: set it back, or start with another application-id and another keyspace"
              .formatted(rules.window(), ledger.window()));
    }
    isChangelogComplete = windows.isEmpty() && ledger.throughOffset() < 0;
  }
}
