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

/** The stored pages of a partition, and the current one. */
final class PartitionPages {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionPages.class);

  /** No offset has been processed. */
  static final long NO_OFFSET = -1;

  /** Maximum number of pages that a call removes, to bound its duration. */
  private static final int MAX_REMOVED = 500;

  /**
   * A stored page.
   *
   * @param newest the start of the newest window of its tweets; {@link Instant#MIN} without tweets
   */
  private record Stored(Bytes key, long to, Instant newest) {}

  private final PageStore store;
  private final Deque<Stored> stored = new ArrayDeque<>();
  private final List<CountedTweet> tweets = new ArrayList<>();
  private long from = NO_OFFSET;
  private long next = NO_OFFSET;

  PartitionPages(PageStore store) {
    this.store = store;
  }

  /** Adds a stored page, in the order of the store. */
  void found(Bytes key, Page page) {
    if (next != NO_OFFSET && page.from() > next) {
      LOG.warn(
          "no page contains the offsets from {} to {}: another process has evicted their windows, or the state is corrupt, which bin/evilnet validate detects and bin/evilnet backfill repairs",
          next,
          page.from() - 1);
    }
    stored.add(new Stored(key, page.to(), newest(page.tweets())));
    next = Math.max(next, page.to());
  }

  /** Returns the last processed offset plus one; {@link #NO_OFFSET} before the first. */
  long next() {
    return next;
  }

  /** Records that an offset is processed, either the next one or one after a gap. */
  void processed(long offset) {
    if (from == NO_OFFSET) {
      from = next == NO_OFFSET ? offset : next;
    }
    next = offset + 1;
  }

  /** Adds a counted tweet of the current record. */
  void add(CountedTweet tweet) {
    tweets.add(tweet);
  }

  /** Stores a page of the records since the last page, if there are any. */
  void store(Ledger ledger) {
    if (from != NO_OFFSET) {
      store(new Page(from, next, ledger, tweets));
      from = NO_OFFSET;
      tweets.clear();
    }
  }

  /** Stores a changed ledger, in a separate page if no record was processed since the last page. */
  void storeLedger(Ledger ledger) {
    if (from == NO_OFFSET) {
      store(new Page(next, next, ledger, List.of()));
    } else {
      store(ledger);
    }
  }

  private void store(Page page) {
    Bytes key = store.put(page);
    // A page that has only a ledger replaces the previous one of the same offset.
    if (!stored.isEmpty() && stored.peekLast().key().equals(key)) {
      stored.removeLast();
    }
    stored.add(new Stored(key, page.to(), newest(page.tweets())));
  }

  /** Stores the pages that end at or after an offset again, oldest first. */
  void repeatFrom(long offset) {
    stored.stream().filter(page -> page.to() >= offset).forEach(page -> store.repeat(page.key()));
  }

  /**
   * Removes the oldest pages, all of whose tweets are of windows before a time; keeps the last page
   * for its ledger.
   */
  void removeBefore(Instant oldestWindow) {
    for (int i = 0; i < MAX_REMOVED && stored.size() > 1; i++) {
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
