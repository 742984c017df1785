package io.evilnet.streams.topology;

import io.evilnet.core.CountedTweet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tweets of a window whose offsets follow one another there, packed: 18 bytes each.
 *
 * @param through the last of their offsets
 * @param newestArrival the latest of their arrivals
 */
record TweetPage(long through, Instant newestArrival, List<CountedTweet> tweets) {

  private static final int FORMAT = 1;

  TweetPage {
    tweets = List.copyOf(tweets);
  }

  /** Those tweets, one at least, in the order of their offsets. */
  static TweetPage of(List<StoredTweet> stored) {
    Instant newest =
        stored.stream().map(StoredTweet::arrival).max(Instant::compareTo).orElseThrow();
    List<CountedTweet> tweets = stored.stream().map(StoredTweet::tweet).toList();
    return new TweetPage(stored.get(stored.size() - 1).offset(), newest, tweets);
  }

  /** How {@code tweets} of a window are written and read. */
  static BinarySerde<TweetPage> serde(Instant windowStart) {
    return new BinarySerde<>(TweetPage::write, in -> read(windowStart, in));
  }

  private static void write(TweetPage page, DataOutputStream out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(page.through);
    out.writeLong(page.newestArrival.toEpochMilli());
    Map<String, Integer> cities = new LinkedHashMap<>();
    page.tweets.forEach(tweet -> cities.putIfAbsent(tweet.cityId(), cities.size()));
    out.writeInt(cities.size());
    for (String city : cities.keySet()) {
      out.writeUTF(city);
    }
    out.writeInt(page.tweets.size());
    for (CountedTweet tweet : page.tweets) {
      out.writeLong(tweet.tweetId());
      out.writeLong(tweet.authorId());
      out.writeShort(cities.get(tweet.cityId()) << 1 | (tweet.retweet() ? 1 : 0));
    }
  }

  private static TweetPage read(Instant windowStart, DataInputStream in) throws IOException {
    BinarySerde.requireFormat(in.readByte(), FORMAT, "page of tweets");
    long through = in.readLong();
    Instant newestArrival = Instant.ofEpochMilli(in.readLong());
    String[] cities = new String[in.readInt()];
    for (int i = 0; i < cities.length; i++) {
      cities[i] = in.readUTF();
    }
    int size = in.readInt();
    List<CountedTweet> tweets = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long tweetId = in.readLong();
      long authorId = in.readLong();
      int cityAndRetweet = in.readUnsignedShort();
      String city = cities[cityAndRetweet >>> 1];
      tweets.add(new CountedTweet(windowStart, tweetId, authorId, city, (cityAndRetweet & 1) == 1));
    }
    return new TweetPage(through, newestArrival, tweets);
  }
}
