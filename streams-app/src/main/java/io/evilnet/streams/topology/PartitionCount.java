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
import io.evilnet.platform.topics.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * Counts one partition of {@code tweets}, exactly, however often a record is read again.
 *
 * <p>Its state after a number of records depends on these records alone, and is the sum of the
 * {@link Page}s up to there. A window is <em>open</em> until a post past its end and grace is
 * counted, then <em>closed</em>: it takes no more posts. Later it is <em>retired</em>: its tweets
 * are forgotten, once no count made of them can be lost any more.
 */
final class PartitionCount {

  private final CountingRules rules;
  private final Duration retireDelay;
  private final Duration idleAfter;
  private final PartitionPages pages;
  private final Windows windows;
  private final SeenCities cities;
  private final Ledger ledger;
  private boolean isChangelogComplete;

  /** A post of this time or later closes a window. */
  private Instant closesNext;

  /** The last offset that this life has processed; none is as if it were behind all others. */
  private long lastProcessed = Long.MAX_VALUE - 1;

  private Instant now;

  /**
   * A count that goes on from what the store holds.
   *
   * @throws StateMismatchException if the store was kept for windows of another length, for another
   *     topic or by another version
   */
  PartitionCount(CityCountSettings settings, PageStore store, Instant now) {
    this(settings, store, Windows.Limits.DEFAULT, now);
  }

  /** The same, with limits of the closed windows. */
  PartitionCount(CityCountSettings settings, PageStore store, Windows.Limits limits, Instant now) {
    this.rules = settings.rules();
    this.retireDelay = settings.retireDelay();
    this.idleAfter = settings.idleAfter();
    this.cities = new SeenCities(store, now);
    this.pages = new PartitionPages(store);
    this.windows = new Windows(limits);
    this.now = now;
    this.ledger = restore(store, settings.topicId());
    this.closesNext = rules.closesNext(ledger.firstOpenWindow());
    this.isChangelogComplete = pages.next() == PartitionPages.NOWHERE;
  }

  /** Takes the record at an offset; nothing changes when a page has it already. */
  void accept(StreamLine line, long offset, Instant arrival) {
    if (!isChangelogComplete) {
      completeChangelog(offset);
    }
    lastProcessed = offset;
    if (offset < pages.next()) {
      return;
    }
    // Offsets have no gaps: what is missing before a record was deleted before anybody read it. A
    // partition that nobody has read before may begin anywhere.
    if (pages.next() != PartitionPages.NOWHERE && offset > pages.next()) {
      ledger.settle(Outcome.EXPIRED, offset - pages.next());
    }
    pages.processed(offset);
    if (line instanceof Tweet tweet) {
      count(tweet, arrival);
    } else {
      ledger.settle(Outcome.DEAD, 1);
    }
  }

  /** Stores the records since the last call; their offsets may be committed from now on. */
  void store() {
    pages.store(ledger);
  }

  /** Advances its clock, which is never set. */
  void advance(Instant to) {
    now = to;
  }

  /** Number of counts that have changed since {@link #takeChanged}. */
  int changes() {
    return windows.changes(Instant.MAX);
  }

  /** Number of them in closed windows. */
  int closedChanges() {
    return windows.changes(ledger.firstOpenWindow());
  }

  /**
   * The counts that have changed since the last call, each with the oldest of its posts; after a
   * start, all, and of those none is known.
   */
  Map<CityWindow, Optional<Waiting>> takeChanged() {
    return windows.takeChanged(Instant.MAX, now);
  }

  /** The same of closed windows. */
  Map<CityWindow, Optional<Waiting>> takeClosedChanges() {
    return windows.takeChanged(ledger.firstOpenWindow(), now);
  }

  /** Takes note that counts are emitted now. */
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

  /** Returns whether the window of a count still takes posts. */
  boolean isOpen(CityWindow key) {
    return !key.windowStart().isBefore(ledger.firstOpenWindow());
  }

  Counts counts(CityWindow key) {
    return windows.counts(key);
  }

  /** The sketch of the users of a count; none without a city: these are shown by window only. */
  UserSketch users(CityWindow key, SketchKey sketchKey) {
    return key.isOfRealCity() ? windows.users(key, sketchKey) : UserSketch.NONE;
  }

  City city(String id) {
    return cities.get(id);
  }

  /** Returns false for a city whose name is missing in the state, until a post has it. */
  boolean knows(CityWindow key) {
    return !key.isOfRealCity() || cities.get(key.cityId()).isReal();
  }

  /**
   * Closes the windows when nothing has reached any of them for long, and retires those closed long
   * enough, or acknowledged when they are many.
   *
   * @param now by a clock that is never set
   * @param committed the offset that is committed; -1 when it is not known
   * @param unsent counts of which something is still to be emitted
   */
  void tidy(Instant now, long committed, Set<CityWindow> unsent) {
    this.now = now;
    if (windows.areIdle(ledger.firstOpenWindow(), now.minus(idleAfter))) {
      closeBefore(windows.newest().plus(rules.window()));
      storeLedger();
    }
    windows.closeBefore(ledger.firstOpenWindow(), now);
    Set<Instant> unsentWindows = unsent.stream().map(CityWindow::windowStart).collect(toSet());
    Optional<Instant> retired = windows.retire(now.minus(retireDelay), committed, unsentWindows);
    if (retired.isPresent()) {
      cities.retired();
      ledger.retireBefore(retired.get().plus(rules.window()));
      // Before a page is removed: of the other pages' tweets the same windows would be held again.
      storeLedger();
    }
    pages.removeBefore(ledger.firstHeldWindow());
    cities.sweep(now, windows);
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
   * After a crash the disk may know more than the changelog. What the first record says is not
   * committed goes there now, before any page that builds on it: whoever takes over must not find a
   * later page without those.
   */
  private void completeChangelog(long next) {
    cities.repeat();
    pages.repeatFrom(next);
    isChangelogComplete = true;
  }

  /** Stores the ledger between two batches. */
  private void storeLedger() {
    if (!isChangelogComplete) {
      completeChangelog(PartitionPages.NOWHERE);
    }
    pages.storeLedger(ledger);
  }

  private void count(Tweet tweet, Instant arrival) {
    City city = rules.cityOf(tweet);
    CountedTweet counted = rules.place(tweet, city);
    if (counted.windowStart().isBefore(ledger.firstOpenWindow())) {
      ledger.settle(tweet.edited() ? Outcome.EDITED : Outcome.LATE, 1);
    } else if (!windows.add(counted, now)) {
      ledger.settle(Outcome.DUPLICATE, 1);
    } else {
      pages.add(counted);
      if (windows.change(city, tweet.createdAt(), arrival)) {
        cities.remember(city);
      }
      if (counted.contained()) {
        windows.change(City.CONTAINED, tweet.createdAt(), arrival);
      }
      if (counted.retweetedCityId() != null) {
        City retweeted = rules.retweetedCityOf(tweet);
        windows.change(retweeted, tweet.createdAt(), arrival);
        cities.remember(retweeted);
      }
      if (!tweet.createdAt().isBefore(closesNext)) {
        closeBefore(rules.firstOpenWindow(tweet.createdAt()));
      }
    }
  }

  private void closeBefore(Instant firstOpen) {
    for (Instant window : windows.between(ledger.firstOpenWindow(), firstOpen)) {
      ledger.settle(Outcome.COUNTED, windows.counted(window));
      ledger.settle(Outcome.UNRESOLVED, windows.unresolved(window));
    }
    ledger.closeBefore(firstOpen);
    closesNext = rules.closesNext(firstOpen);
  }

  /** Counts the tweets of the pages, and returns the ledger of the last one. */
  private Ledger restore(PageStore store, String topicId) {
    Restored restored = new Restored();
    store.visit(restored);
    if (restored.ledger == null) {
      return Ledger.empty(rules.window(), topicId);
    }
    Ledger last = restored.ledger.goingOn(rules.window(), topicId);
    windows.forgetBefore(last.firstHeldWindow());
    windows.changeAll();
    return last;
  }

  private final class Restored implements PageStore.Visitor {
    private Ledger ledger;
    private long ledgerAt;

    @Override
    public void city(City city) {
      cities.found(city);
    }

    @Override
    public void page(Bytes key, Page page) {
      pages.found(key, page);
      page.tweets().forEach(tweet -> windows.add(tweet, now));
      if (ledger == null || page.to() > ledgerAt || page.ledger().isFurtherThan(ledger)) {
        ledger = page.ledger();
        ledgerAt = page.to();
      }
    }
  }
}
