package io.evilnet.streams.topology;

import io.evilnet.core.CountedTweet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of a partition that are stored, and the one that is being filled. */
final class PartitionPages {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionPages.class);

  /** No offset has been processed. */
  static final long NOWHERE = -1;

  /** Removed in a call, so that it stays short. */
  private static final int REMOVED_AT_ONCE = 500;

  /**
   * A stored page.
   *
   * @param newest the start of the newest window that it has a tweet of; {@link Instant#MIN}
   *     without one
   */
  private record Stored(Bytes key, long to, Instant newest) {}

  private final PageStore store;
  private final Deque<Stored> stored = new ArrayDeque<>();
  private final List<CountedTweet> tweets = new ArrayList<>();
  private long from = NOWHERE;
  private long next = NOWHERE;

  PartitionPages(PageStore store) {
    this.store = store;
  }

  /** Takes note of a page that is stored, in the order of the store. */
  void found(Bytes key, Page page) {
    if (next != NOWHERE && page.from() > next) {
      LOG.warn(
          "no page has the offsets from {} to {}: another process has retired their windows, or the state is damaged, which bin/evilnet validate finds and bin/evilnet backfill repairs",
          next,
          page.from() - 1);
    }
    stored.add(new Stored(key, page.to(), newest(page.tweets())));
    next = Math.max(next, page.to());
  }

  /** The offset behind the last one that is processed; {@link #NOWHERE} at the very first. */
  long next() {
    return next;
  }

  /** Takes note that the record at an offset is processed, the next one or one behind a gap. */
  void processed(long offset) {
    if (from == NOWHERE) {
      from = next == NOWHERE ? offset : next;
    }
    next = offset + 1;
  }

  /** Takes a tweet that is counted, of the record that is processed. */
  void add(CountedTweet tweet) {
    tweets.add(tweet);
  }

  /** Stores what was processed since the last page; nothing when nothing was. */
  void store(Ledger ledger) {
    if (from != NOWHERE) {
      store(new Page(from, next, ledger, tweets));
      from = NOWHERE;
      tweets.clear();
    }
  }

  /** Stores a ledger that has changed; in a page of its own when nothing was processed. */
  void storeLedger(Ledger ledger) {
    if (from == NOWHERE) {
      store(new Page(next, next, ledger, List.of()));
    } else {
      store(ledger);
    }
  }

  private void store(Page page) {
    Bytes key = store.put(page);
    // A ledger alone replaces the one before it at the same offset.
    if (!stored.isEmpty() && stored.peekLast().key().equals(key)) {
      stored.removeLast();
    }
    stored.add(new Stored(key, page.to(), newest(page.tweets())));
  }

  /** Stores those that end at an offset or behind it once more, oldest first. */
  void repeatFrom(long offset) {
    stored.stream().filter(page -> page.to() >= offset).forEach(page -> store.repeat(page.key()));
  }

  /**
   * Removes the oldest that have tweets of windows before a time only, but for the last one, whose
   * ledger is in force.
   */
  void removeBefore(Instant oldestWindow) {
    for (int i = 0; i < REMOVED_AT_ONCE && stored.size() > 1; i++) {
      if (!stored.peek().newest().isBefore(oldestWindow)) {
        return;
      }
      store.remove(stored.remove().key());
    }
  }

  private static Instant newest(List<CountedTweet> tweets) {
    Instant newest = Instant.MIN;
    for (CountedTweet tweet : tweets) {
      if (tweet.windowStart().isAfter(newest)) {
        newest = tweet.windowStart();
      }
    }
    return newest;
  }
}
