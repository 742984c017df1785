package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.streams.topology.TweetStore.StoredTweet;
import java.util.ArrayList;
import java.util.List;

/**
 * The last tweets that a ledger knows of. After a crash they may be on the disk only, and in a
 * changelog without them that ledger would be wrong.
 */
final class LedgerTail {

  /** As many posts are kept at hand: more than come between two commits. */
  private static final int KEPT = 20_000;

  private final List<StoredTweet> kept = new ArrayList<>();

  /**
   * Keeps a tweet that a scan has found, if it is one of them.
   *
   * @param ledger null if there is none
   */
  void found(StoredTweet tweet, Ledger ledger) {
    if (ledger != null
        && tweet.offset() <= ledger.throughOffset()
        && tweet.offset() > keptAfter(ledger)) {
      kept.add(tweet);
    }
  }

  /** Stores those from an offset on once more, and lets all go. */
  void storeFrom(long offset, Ledger ledger, TweetStore store) {
    List<StoredTweet> tweets = offset > keptAfter(ledger) ? kept : scan(ledger, store);
    tweets.stream().filter(tweet -> tweet.offset() >= offset).forEach(store::put);
    kept.clear();
  }

  private static long keptAfter(Ledger ledger) {
    return ledger.throughOffset() - KEPT;
  }

  private static List<StoredTweet> scan(Ledger ledger, TweetStore store) {
    List<StoredTweet> tweets = new ArrayList<>();
    store.scan(
        new TweetStore.Visitor() {
          @Override
          public void ledger(Ledger found) {}

          @Override
          public void city(City city) {}

          @Override
          public void tweet(StoredTweet stored) {
            if (stored.offset() <= ledger.throughOffset()) {
              tweets.add(stored);
            }
          }
        });
    return tweets;
  }
}
