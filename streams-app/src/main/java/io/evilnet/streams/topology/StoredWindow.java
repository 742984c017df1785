package io.evilnet.streams.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tweets of one window in the store: a row each, and most of them again in pages, which are
 * read in a fraction of the time.
 *
 * <p>A page has all tweets of the window from where the page before it ends, and is found under
 * that offset: what a process that was taken for dead has written under another one is never looked
 * at. It is written behind a tweet that is new to the store, when all of its tweets are in the
 * changelog; so whoever finds a page has the rows, too, which say what is read again.
 */
final class StoredWindow {

  private final TweetStore store;
  private final Instant start;
  private final int pageSize;

  /** Read from rows or new, and in no page. */
  private final List<StoredTweet> unpaged = new ArrayList<>();

  /** The last offset of the last page; -1 without one. */
  private long pagedThrough = -1;

  private boolean arePagesRead;

  StoredWindow(TweetStore store, Instant start, int pageSize) {
    this.store = store;
    this.start = start;
    this.pageSize = pageSize;
  }

  /** The next tweets, a page of them or up to so many; nothing when all are read. */
  Optional<TweetPage> next(int limit) {
    if (!arePagesRead) {
      Optional<TweetPage> page = store.page(start, pagedThrough);
      if (page.isPresent()) {
        pagedThrough = page.get().through();
        return page;
      }
      arePagesRead = true;
    }
    long last = unpaged.isEmpty() ? pagedThrough : unpaged.get(unpaged.size() - 1).offset();
    List<StoredTweet> rows = store.tweetsAfter(start, last, limit);
    unpaged.addAll(rows);
    return rows.isEmpty() ? Optional.empty() : Optional.of(TweetPage.of(rows));
  }

  /** Stores a tweet that is new, after all that there are have been read. */
  void put(StoredTweet tweet) {
    store.put(tweet);
    unpaged.add(tweet);
    while (unpaged.size() >= pageSize) {
      List<StoredTweet> oldest = unpaged.subList(0, pageSize);
      TweetPage page = TweetPage.of(oldest);
      store.put(start, pagedThrough, page);
      pagedThrough = page.through();
      oldest.clear();
    }
  }
}
