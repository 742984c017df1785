package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import io.evilnet.core.CountedTweet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The durable state of a partition: its ledger, the cities it has seen, and the tweets of the
 * windows that are not retired, by window and offset, as rows and as pages.
 *
 * <p>All in one store, so that its changelog is one sequence: whatever a crash leaves of it is what
 * a moment in the past held.
 */
final class TweetStore {

  /** Receives what is found beside the tweets. */
  interface Visitor {
    void ledger(Ledger ledger);

    void city(City city);
  }

  private static final byte LEDGER = 0;
  private static final byte CITY = 1;
  private static final byte PAGE = 3;
  private static final byte TWEET = 4;

  /** In the order of the store, in which offsets have no sign. */
  private static final long LAST = -1;

  private static final BinarySerde<Ledger> LEDGER_SERDE =
      new BinarySerde<>(Ledger::write, Ledger::read);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Bytes ledgerKey;
  private final int pageSize;
  private final List<Bytes> ledgersOfOthers = new ArrayList<>();

  /**
   * @param life of whoever writes, another one for each: its ledger has a row of its own, which a
   *     process that was taken for dead and wakes does not write over
   * @param pageSize the tweets of a page
   */
  TweetStore(KeyValueStore<Bytes, byte[]> store, long life, int pageSize) {
    this.store = store;
    this.pageSize = pageSize;
    this.ledgerKey =
        Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(LEDGER).putLong(life).array());
  }

  void put(Ledger ledger) {
    store.put(ledgerKey, LEDGER_SERDE.toBytes(ledger));
  }

  /** Removes the ledgers of earlier lives that a scan has found, once this life has its own. */
  void removeLedgersOfOthers() {
    ledgersOfOthers.forEach(store::delete);
    ledgersOfOthers.clear();
  }

  void put(City city) {
    store.put(key(city), CityFields.CITY.toBytes(city));
  }

  private static Bytes key(City city) {
    byte[] id = city.id().getBytes(UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put(CITY).put(id).array());
  }

  void put(StoredTweet stored) {
    store.put(key(TWEET, stored.tweet().windowStart(), stored.offset()), stored.toBytes());
  }

  /** Whether a tweet is stored, and came from this very offset. */
  boolean holds(CountedTweet tweet, long offset) {
    byte[] value = store.get(key(TWEET, tweet.windowStart(), offset));
    return value != null
        && StoredTweet.fromBytes(tweet.windowStart(), offset, value).tweet().tweetId()
            == tweet.tweetId();
  }

  /** The tweets of a window that come after an offset, up to so many. */
  List<StoredTweet> tweetsAfter(Instant windowStart, long offset, int limit) {
    List<StoredTweet> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> tweets =
        store.range(key(TWEET, windowStart, offset + 1), key(TWEET, windowStart, LAST))) {
      while (tweets.hasNext() && found.size() < limit) {
        KeyValue<Bytes, byte[]> entry = tweets.next();
        found.add(StoredTweet.fromBytes(windowStart, offset(entry.key), entry.value));
      }
    }
    return found;
  }

  /** Stores the tweets of a window that came from an offset on once more. */
  void repeatTweets(Instant windowStart, long fromOffset) {
    tweetsAfter(windowStart, fromOffset - 1, Integer.MAX_VALUE).forEach(this::put);
  }

  /** The page that begins after an offset. */
  Optional<TweetPage> page(Instant windowStart, long after) {
    return Optional.ofNullable(store.get(pageKey(windowStart, after)))
        .map(TweetPage.serde(windowStart)::fromBytes);
  }

  /** Stores a page that begins after an offset. */
  void put(Instant windowStart, long after, TweetPage page) {
    store.put(pageKey(windowStart, after), TweetPage.serde(windowStart).toBytes(page));
  }

  void remove(City city) {
    store.delete(key(city));
  }

  /**
   * Removes the pages of a window and up to {@code limit} tweets; returns how many tweets, fewer
   * than the limit when none is left.
   */
  int removeTweets(Instant windowStart, int limit) {
    keys(PAGE, windowStart, Integer.MAX_VALUE).forEach(store::delete);
    List<Bytes> tweets = keys(TWEET, windowStart, limit);
    tweets.forEach(store::delete);
    return tweets.size();
  }

  private List<Bytes> keys(byte kind, Instant windowStart, int limit) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(key(kind, windowStart, 0), key(kind, windowStart, LAST))) {
      while (entries.hasNext() && keys.size() < limit) {
        keys.add(entries.next().key);
      }
    }
    return keys;
  }

  /** Shows all that is stored but the tweets. */
  void visit(Visitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix(LEDGER), prefix(PAGE))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (entry.key.get()[0] == CITY) {
          visitor.city(CityFields.CITY.fromBytes(entry.value));
        } else {
          visitor.ledger(LEDGER_SERDE.fromBytes(entry.value));
          if (!entry.key.equals(ledgerKey)) {
            ledgersOfOthers.add(entry.key);
          }
        }
      }
    }
  }

  /** The starts of the windows that have a tweet, found without reading the tweets. */
  List<Instant> windowStarts() {
    List<Instant> starts = new ArrayList<>();
    Bytes end = prefix((byte) (TWEET + 1));
    Bytes from = prefix(TWEET);
    while (from != null) {
      try (KeyValueIterator<Bytes, byte[]> tweets = store.range(from, end)) {
        from = null;
        if (tweets.hasNext()) {
          Instant start = windowStart(tweets.peekNextKey());
          starts.add(start);
          from = key(TWEET, start, LAST);
        }
      }
    }
    return starts;
  }

  /** The tweets of a window. */
  StoredWindow window(Instant start) {
    return new StoredWindow(this, start, pageSize);
  }

  /** The offset of the last tweet of a window; -1 when it has none. */
  long lastOffset(Instant windowStart) {
    try (KeyValueIterator<Bytes, byte[]> tweets =
        store.reverseRange(key(TWEET, windowStart, 0), key(TWEET, windowStart, LAST))) {
      return tweets.hasNext() ? offset(tweets.peekNextKey()) : -1;
    }
  }

  private static Bytes prefix(byte kind) {
    return Bytes.wrap(new byte[] {kind});
  }

  /** Where the page is that begins after an offset. */
  static Bytes pageKey(Instant windowStart, long after) {
    return key(PAGE, windowStart, after);
  }

  private static Bytes key(byte kind, Instant windowStart, long offset) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 2 * Long.BYTES)
            .put(kind)
            .putLong(windowStart.toEpochMilli())
            .putLong(offset)
            .array());
  }

  private static Instant windowStart(Bytes key) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(key.get(), 1, Long.BYTES).getLong());
  }

  private static long offset(Bytes key) {
    return ByteBuffer.wrap(key.get(), 1 + Long.BYTES, Long.BYTES).getLong();
  }
}
