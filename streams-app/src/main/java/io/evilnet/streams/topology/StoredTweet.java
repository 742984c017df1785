package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CountedTweet;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What a tweet is stored with.
 *
 * @param offset of its record in the partition
 * @param arrival the time of that record
 */
record StoredTweet(CountedTweet tweet, long offset, Instant arrival) {

  private static final int BYTES_WITHOUT_CITY = 3 * Long.BYTES + 1;
  private static final byte RETWEET = 1;

  /** The tweet without its window and offset, which are its key. */
  byte[] toBytes() {
    byte[] city = tweet.cityId().getBytes(UTF_8);
    return ByteBuffer.allocate(BYTES_WITHOUT_CITY + city.length)
        .putLong(tweet.tweetId())
        .putLong(arrival.toEpochMilli())
        .putLong(tweet.authorId())
        .put(tweet.retweet() ? RETWEET : 0)
        .put(city)
        .array();
  }

  static StoredTweet fromBytes(Instant windowStart, long offset, byte[] bytes) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    long tweetId = fields.getLong();
    Instant arrival = Instant.ofEpochMilli(fields.getLong());
    long authorId = fields.getLong();
    boolean retweet = fields.get() == RETWEET;
    String cityId = UTF_8.decode(fields).toString();
    CountedTweet tweet = new CountedTweet(windowStart, tweetId, authorId, cityId, retweet);
    return new StoredTweet(tweet, offset, arrival);
  }
}
