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
 * Counts one partition of {@code tweets} exactly; reprocessing of records is idempotent.
 *
 * <p>Its state is a deterministic function of the processed records: the sum of their {@link
 * Page}s. A window is <em>open</em> until a post past its end and grace period is counted, then
 * <em>closed</em>: it accepts no more posts. Later it is <em>retired</em>: its tweets are removed,
 * once no count of them can be lost any more.
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

  /** The last offset processed in this epoch; without one, higher than any offset. */
  private long lastProcessed = Long.MAX_VALUE - 1;

  private Instant now;

  /**
   * Restores the count from a store.
   *
   * @throws StateMismatchException if the store was kept for another window length, for another
   *     topic or by another version
   */
  PartitionCount(CityCountSettings settings, PageStore store, Instant now) {
    this(settings, store, Windows.Limits.DEFAULT, now);
  }

  /** Restores the count, with limits of the closed windows. */
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
    this.isChangelogComplete = pages.next() == PartitionPages.NO_OFFSET;
  }

  /** Processes the record at an offset; has no effect if a page contains it. */
  void accept(StreamLine line, long offset, Instant arrival) {
    if (!isChangelogComplete) {
      completeChangelog(offset);
    }
    lastProcessed = offset;
    if (offset < pages.next()) {
      return;
    }
    // Offsets have no gaps: missing records were deleted before they were read. A partition that
    // was never read may start at any offset.
    if (pages.next() != PartitionPages.NO_OFFSET && offset > pages.next()) {
      ledger.settle(Outcome.EXPIRED, offset - pages.next());
    }
    pages.processed(offset);
    if (line instanceof Tweet tweet) {
      count(tweet, arrival);
    } else {
      ledger.settle(Outcome.DEAD, 1);
    }
  }

  /** Stores the records since the last call, after which their offsets may be committed. */
  void store() {
    pages.store(ledger);
  }

  /** Advances the clock, which is monotonic. */
  void advance(Instant to) {
    now = to;
  }

  /** Returns the number of counts that have changed since {@link #takeChanged}. */
  int changes() {
    return windows.changes(Instant.MAX);
  }

  /** Returns the number of changed counts of closed windows. */
  int closedChanges() {
    return windows.changes(ledger.firstOpenWindow());
  }

  /**
   * Returns the counts that have changed since the last call, each with the oldest of its new
   * posts; after a start, all counts without posts.
   */
  Map<CityWindow, Optional<Waiting>> takeChanged() {
    return windows.takeChanged(Instant.MAX, now);
  }

  /** Returns the changed counts of closed windows only. */
  Map<CityWindow, Optional<Waiting>> takeClosedChanges() {
    return windows.takeChanged(ledger.firstOpenWindow(), now);
  }

  /** Records that counts are emitted now. */
  void sent(Set<CityWindow> keys) {
    windows.sent(keys, lastProcessed);
  }

  /** Returns the counts of the windows that have changed since an instant. */
  List<CityWindow> keysChangedSince(Instant since) {
    return windows.keysChangedSince(since);
  }

  /** Returns the number of windows that are not retired. */
  int windows() {
    return windows.size();
  }

  /** Returns true if the window of a count is not retired. */
  boolean holds(CityWindow key) {
    return windows.holds(key.windowStart());
  }

  /** Returns true if the window of a count is open. */
  boolean isOpen(CityWindow key) {
    return !key.windowStart().isBefore(ledger.firstOpenWindow());
  }

  Counts counts(CityWindow key) {
    return windows.counts(key);
  }

  /** Returns the sketch of the users of a count; none without a real city. */
  UserSketch users(CityWindow key, SketchKey sketchKey) {
    return key.isOfRealCity() ? windows.users(key, sketchKey) : UserSketch.NONE;
  }

  City city(String id) {
    return cities.get(id);
  }

  /** Returns false if the name of the city is missing in the state, until a post contains it. */
  boolean knows(CityWindow key) {
    return !key.isOfRealCity() || cities.get(key.cityId()).isReal();
  }

  /**
   * Closes idle windows, and retires closed windows after a delay, or once they are acknowledged if
   * there are many.
   *
   * @param now by a monotonic clock
   * @param committed the committed offset; -1 if unknown
   * @param unsent counts with a pending emission
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
      // Before a page is removed, as the other pages would restore the retired windows.
      storeLedger();
    }
    pages.removeBefore(ledger.firstHeldWindow());
    cities.sweep(now, windows);
  }

  /** Returns the number of all posts since the partition was first counted, by outcome. */
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
   * Stores the cities and the pages of uncommitted offsets again. After a crash they may be on disk
   * but not in the changelog, which must have them before any later page, for a takeover.
   */
  private void completeChangelog(long next) {
    cities.repeat();
    pages.repeatFrom(next);
    isChangelogComplete = true;
  }

  /** Stores the ledger outside of a batch. */
  private void storeLedger() {
    if (!isChangelogComplete) {
      completeChangelog(PartitionPages.NO_OFFSET);
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
        cities.store(city);
      }
      if (counted.contained()) {
        windows.change(City.CONTAINED, tweet.createdAt(), arrival);
      }
      if (counted.retweetedCityId() != null) {
        City retweeted = rules.retweetedCityOf(tweet);
        windows.change(retweeted, tweet.createdAt(), arrival);
        cities.store(retweeted);
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

  /** Counts the tweets of the pages; returns the ledger of the last page. */
  private Ledger restore(PageStore store, String topicId) {
    Restored restored = new Restored();
    store.visit(restored);
    if (restored.ledger == null) {
      return Ledger.empty(rules.window(), topicId);
    }
    Ledger last = restored.ledger.resume(rules.window(), topicId);
    windows.removeBefore(last.firstHeldWindow());
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
