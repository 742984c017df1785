package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import io.evilnet.core.CountedTweet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The durable state of a partition: its ledger, the cities it has seen, and the tweets of the
 * windows that are not retired.
 *
 * <p>All in one store, so that its changelog is one sequence: whatever a crash leaves of it is what
 * a moment in the past held.
 */
final class TweetStore {

  /** What a tweet is stored with. */
  record StoredTweet(CountedTweet tweet, long offset, Instant arrival) {}

  /** Receives what is found beside the tweets. */
  interface Visitor {
    void ledger(Ledger ledger);

    void city(City city);
  }

  private static final byte LEDGER = 0;
  private static final byte CITY = 1;
  private static final byte TWEET = 2;
  private static final byte RETWEET_FLAG = 1;

  /** In the order of the store, in which ids have no sign. */
  private static final long LAST_ID = -1;

  private static final int TWEET_KEY_BYTES = 1 + 2 * Long.BYTES;
  private static final int TWEET_VALUE_BYTES = 3 * Long.BYTES + 1;
  private static final BinarySerde<Ledger> LEDGER_SERDE =
      new BinarySerde<>(Ledger::write, Ledger::read);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Bytes ledgerKey;
  private final List<Bytes> ledgersOfOthers = new ArrayList<>();

  /**
   * @param life of whoever writes, another one for each: its ledger has a row of its own, which a
   *     process that was taken for dead and wakes does not write over
   */
  TweetStore(KeyValueStore<Bytes, byte[]> store, long life) {
    this.store = store;
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
    byte[] id = city.id().getBytes(UTF_8);
    byte[] key = ByteBuffer.allocate(1 + id.length).put(CITY).put(id).array();
    store.put(Bytes.wrap(key), CityFields.CITY.toBytes(city));
  }

  void put(StoredTweet stored) {
    CountedTweet tweet = stored.tweet();
    byte[] city = tweet.cityId().getBytes(UTF_8);
    byte[] value =
        ByteBuffer.allocate(TWEET_VALUE_BYTES + city.length)
            .putLong(stored.offset())
            .putLong(stored.arrival().toEpochMilli())
            .putLong(tweet.authorId())
            .put(tweet.retweet() ? RETWEET_FLAG : 0)
            .put(city)
            .array();
    store.put(tweetKey(tweet.windowStart(), tweet.tweetId()), value);
  }

  /** Whether a tweet is stored, and came from this very offset. */
  boolean holds(CountedTweet tweet, long offset) {
    byte[] value = store.get(tweetKey(tweet.windowStart(), tweet.tweetId()));
    return value != null && ByteBuffer.wrap(value).getLong() == offset;
  }

  /** Removes up to {@code limit} tweets of a window; true when none is left. */
  boolean removeTweets(Instant windowStart, int limit) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> tweets =
        store.range(tweetKey(windowStart, 0), tweetKey(windowStart, LAST_ID))) {
      while (tweets.hasNext() && keys.size() < limit) {
        keys.add(tweets.next().key);
      }
    }
    keys.forEach(store::delete);
    return keys.size() < limit;
  }

  /** Shows all that is stored but the tweets. */
  void visit(Visitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix(LEDGER), prefix(TWEET))) {
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
          from = after(tweetKey(start, LAST_ID));
        }
      }
    }
    return starts;
  }

  /**
   * Shows up to {@code limit} tweets of a window in the order of their ids, those after one; gives
   * the last of them, or nothing when there are no more.
   */
  OptionalLong tweets(
      Instant windowStart, OptionalLong after, int limit, Consumer<StoredTweet> visitor) {
    Bytes first =
        after.isPresent()
            ? after(tweetKey(windowStart, after.getAsLong()))
            : tweetKey(windowStart, 0);
    try (KeyValueIterator<Bytes, byte[]> tweets =
        store.range(first, tweetKey(windowStart, LAST_ID))) {
      for (int i = 0; i < limit && tweets.hasNext(); i++) {
        KeyValue<Bytes, byte[]> entry = tweets.next();
        StoredTweet stored = readTweet(entry.key.get(), entry.value);
        visitor.accept(stored);
        if (i == limit - 1) {
          return OptionalLong.of(stored.tweet().tweetId());
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Stores the tweets of a window that came from an offset on once more. */
  void repeatTweets(Instant windowStart, long fromOffset) {
    List<StoredTweet> repeated = new ArrayList<>();
    tweets(
        windowStart,
        OptionalLong.empty(),
        Integer.MAX_VALUE,
        stored -> {
          if (stored.offset() >= fromOffset) {
            repeated.add(stored);
          }
        });
    repeated.forEach(this::put);
  }

  private static Bytes prefix(byte kind) {
    return Bytes.wrap(new byte[] {kind});
  }

  /** The next key that there can be. */
  private static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  private static Instant windowStart(Bytes tweetKey) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(tweetKey.get(), 1, Long.BYTES).getLong());
  }

  private static Bytes tweetKey(Instant windowStart, long tweetId) {
    return Bytes.wrap(
        ByteBuffer.allocate(TWEET_KEY_BYTES)
            .put(TWEET)
            .putLong(windowStart.toEpochMilli())
            .putLong(tweetId)
            .array());
  }

  private static StoredTweet readTweet(byte[] keyBytes, byte[] valueBytes) {
    ByteBuffer key = ByteBuffer.wrap(keyBytes, 1, keyBytes.length - 1);
    ByteBuffer value = ByteBuffer.wrap(valueBytes);
    Instant windowStart = Instant.ofEpochMilli(key.getLong());
    long tweetId = key.getLong();
    long offset = value.getLong();
    Instant arrival = Instant.ofEpochMilli(value.getLong());
    long authorId = value.getLong();
    boolean retweet = value.get() == RETWEET_FLAG;
    String cityId = UTF_8.decode(value).toString();
    CountedTweet tweet = new CountedTweet(windowStart, tweetId, authorId, cityId, retweet);
    return new StoredTweet(tweet, offset, arrival);
  }
}
