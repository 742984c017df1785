package io.evilnet.streams.topology;

import static java.util.stream.Collectors.toSet;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts one partition of {@code tweets}, exactly, however often a record is read again.
 *
 * <p>A post that counts is stored before anything else is known of it; every other post is settled
 * in the ledger under its offset. A window is <em>open</em> until a post past its end and grace is
 * counted, then <em>closed</em>: it takes no more posts. Later it is <em>retired</em>: its tweets
 * are removed, once no count made of them can be lost any more.
 */
final class PartitionCount {

  /** A stream has two or three; an archive of sparse posts has thousands. */
  private static final int MOST_CLOSED = 32;

  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  private final CountingRules rules;
  private final Duration retireDelay;
  private final Duration idleAfter;
  private final TweetStore store;
  private final Windows windows;
  private final SeenCities cities;
  private final Map<CityWindow, Optional<Waiting>> changed = new LinkedHashMap<>();
  private Ledger ledger;
  private boolean isChangelogComplete;

  /** The last offset that this or an earlier life has read; -1 when there is none. */
  private long lastRead;

  /** The last offset that this life has processed; none is as if it were behind all others. */
  private long lastProcessed = Long.MAX_VALUE - 1;

  private Instant now;
  private Instant citiesSweptAt;

  /**
   * A count that goes on from what the store holds.
   *
   * @throws IllegalStateException if the store was kept for windows of another length
   */
  PartitionCount(CityCountSettings settings, TweetStore store, Instant now) {
    this(settings, store, MOST_CLOSED, now);
  }

  /**
   * The same.
   *
   * @param mostClosed closed windows that wait out their time before they are retired
   */
  PartitionCount(CityCountSettings settings, TweetStore store, int mostClosed, Instant now) {
    this.rules = settings.rules();
    this.retireDelay = settings.retireDelay();
    this.idleAfter = settings.idleAfter();
    this.store = store;
    this.cities = new SeenCities(store);
    this.windows = new Windows(store, mostClosed, now);
    this.now = now;
    this.citiesSweptAt = now;
    restore(settings.topicId());
    this.lastRead = Math.max(ledger.throughOffset(), windows.furthestStored());
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
    noteExpired(offset);
    if (!isChangelogComplete) {
      completeChangelog(offset);
      isChangelogComplete = true;
    }
    if (line instanceof Tweet tweet) {
      count(tweet, offset, arrival);
    } else {
      settle(Outcome.DEAD, offset);
    }
    lastProcessed = offset;
  }

  /**
   * Offsets have no gaps: what is missing before a record was deleted before anybody read it. A
   * partition that nobody has read before may begin anywhere.
   */
  private void noteExpired(long offset) {
    if (lastRead >= 0 && offset > lastRead + 1) {
      ledger.expire(offset - lastRead - 1, offset - 1);
      store.put(ledger);
    }
    lastRead = Math.max(lastRead, offset);
  }

  /**
   * The counts that have changed since the last call, each with the oldest of the posts that
   * changed it; after a start, all that there are as they are read, and of those nobody knows any
   * more what was seen.
   */
  Map<CityWindow, Optional<Waiting>> takeChanged() {
    windows.takeRead().forEach(key -> changed.putIfAbsent(key, Optional.empty()));
    Map<CityWindow, Optional<Waiting>> taken = new LinkedHashMap<>(changed);
    changed.clear();
    windows.changed(taken.keySet(), now);
    return taken;
  }

  /** Takes note that counts are sent on now. */
  void sent(Set<CityWindow> keys) {
    windows.sent(keys, lastProcessed);
  }

  /** The counts of the windows that have changed since an instant. */
  List<CityWindow> keysChangedSince(Instant since) {
    return windows.keysChangedSince(since);
  }

  /** Number of windows that are not retired. */
  int windows() {
    return windows.size();
  }

  /** Returns whether the window of a count is not retired. */
  boolean holds(CityWindow key) {
    return windows.holds(key.windowStart());
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
    return cities.get(id);
  }

  /**
   * Closes the windows when nothing has reached any of them for long, and retires those closed long
   * enough, or acknowledged when they are many.
   *
   * @param now by a clock that is never set
   * @param committed the offset that is committed; -1 when it is not known
   * @param unsent counts of which something is still to be sent
   */
  void tidy(Instant now, long committed, Set<CityWindow> unsent) {
    this.now = now;
    closeIdle(now.minus(idleAfter));
    windows.closeBefore(ledger.firstOpenWindow(), now);
    Set<Instant> waiting =
        Stream.concat(unsent.stream(), changed.keySet().stream())
            .map(CityWindow::windowStart)
            .collect(toSet());
    windows.retire(now.minus(retireDelay), committed, waiting);
    sweepCities(now);
  }

  /** Forgets the cities that no window has any more. */
  private void sweepCities(Instant now) {
    if (now.isBefore(citiesSweptAt.plus(SWEEP_INTERVAL)) || windows.takeRetired() == 0) {
      return;
    }
    citiesSweptAt = now;
    windows.cityIds().ifPresent(cities::retain);
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
    cities.repeat();
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
      cities.remember(city);
      store.put(new StoredTweet(counted, offset, arrival));
    } else if (isClosed(counted.windowStart())) {
      settle(tweet.edited() ? Outcome.EDITED : Outcome.LATE, offset);
    } else if (!windows.add(counted, now)) {
      settle(Outcome.DUPLICATE, offset);
    } else {
      closeFor(tweet, offset);
      cities.remember(city);
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
      closeBefore(windows.newest().plus(rules.window()), lastRead);
    }
  }

  private boolean isClosed(Instant windowStart) {
    return windowStart.isBefore(ledger.firstOpenWindow());
  }

  private void restore(String topicId) {
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
            cities.found(city);
          }
        });
    if (ledger == null) {
      ledger = Ledger.empty(rules.window(), topicId);
      store.put(ledger);
    } else {
      ledger = ledger.goingOn(rules.window(), topicId);
    }
    isChangelogComplete = windows.isEmpty() && ledger.throughOffset() < 0;
  }
}
