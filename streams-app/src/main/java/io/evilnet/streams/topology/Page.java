package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CountedTweet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The durable record of a run of offsets of a partition: the tweets that its records have added,
 * and the ledger at its end. About 15 bytes per tweet.
 *
 * @param from the first offset, inclusive
 * @param to the last offset, exclusive; {@code from} for a page that only changes the ledger
 * @param ledger as of {@code to}
 * @param tweets those that are counted in a window, each once
 */
record Page(long from, long to, Ledger ledger, List<CountedTweet> tweets) {

  static final BinarySerde<Ledger> LEDGER = new BinarySerde<>(Ledger::write, Ledger::read);

  /** The tweets of each window are followed by the positions of received retweets. */
  private static final int FORMAT = 3;

  /** Written if no retweet has been received, to save space. */
  private static final int WITHOUT_RECEIVED = 2;

  /** In the first format, the number of a city was followed by a single bit, for retweets. */
  private static final int WITHOUT_CONTAINED = 1;

  private static final int RETWEET = 1;
  private static final int CONTAINED = 2;
  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;
  private static final int MAX_TWEET_BYTES = MAX_LONG_BYTES + Long.BYTES + MAX_INT_BYTES;
  private static final int MAX_RECEIVED_BYTES = 2 * MAX_INT_BYTES;

  Page {
    tweets = List.copyOf(tweets);
  }

  byte[] toBytes() {
    byte[] ledgerBytes = LEDGER.toBytes(ledger);
    int format = hasReceived() ? FORMAT : WITHOUT_RECEIVED;
    Map<String, Integer> cities = new LinkedHashMap<>();
    ByteBuffer windows = windows(format, cities);
    List<byte[]> ids = cities.keySet().stream().map(id -> id.getBytes(UTF_8)).toList();
    ByteBuffer out =
        ByteBuffer.allocate(maxBytes(ledgerBytes.length, ids, windows.remaining()))
            .put((byte) format)
            .putLong(from)
            .putLong(to);
    putBytes(out, ledgerBytes);
    ByteUtils.writeUnsignedVarint(ids.size(), out);
    ids.forEach(id -> putBytes(out, id));
    out.put(windows);
    return Arrays.copyOf(out.array(), out.position());
  }

  private boolean hasReceived() {
    for (CountedTweet tweet : tweets) {
      if (tweet.retweetedCityId() != null) {
        return true;
      }
    }
    return false;
  }

  private static int maxBytes(int ledgerBytes, List<byte[]> ids, int windowsBytes) {
    int idBytes = ids.stream().mapToInt(id -> id.length + MAX_INT_BYTES).sum();
    return 1 + 2 * Long.BYTES + 2 * MAX_INT_BYTES + ledgerBytes + idBytes + windowsBytes;
  }

  /**
   * Returns the tweets by window.
   *
   * @param cities receives the numbers of their cities
   */
  private ByteBuffer windows(int format, Map<String, Integer> cities) {
    Map<Instant, List<CountedTweet>> windows = new LinkedHashMap<>();
    Instant start = null;
    List<CountedTweet> ofWindow = List.of();
    for (CountedTweet tweet : tweets) {
      if (!tweet.windowStart().equals(start)) {
        start = tweet.windowStart();
        ofWindow = windows.computeIfAbsent(start, absent -> new ArrayList<>(tweets.size()));
      }
      ofWindow.add(tweet);
    }
    boolean hasReceived = format > WITHOUT_RECEIVED;
    ByteBuffer out =
        ByteBuffer.allocate(
            MAX_INT_BYTES
                + windows.size() * (Long.BYTES + 2 * MAX_INT_BYTES)
                + tweets.size() * (MAX_TWEET_BYTES + (hasReceived ? MAX_RECEIVED_BYTES : 0)));
    ByteUtils.writeUnsignedVarint(windows.size(), out);
    windows.forEach(
        (of, added) -> {
          putWindow(out, of, added, cities);
          if (hasReceived) {
            putReceived(out, added, cities);
          }
        });
    return out.flip();
  }

  /** Writes ids as differences, which are half as long, as those of a window are nearly sorted. */
  private static void putWindow(
      ByteBuffer out, Instant start, List<CountedTweet> tweets, Map<String, Integer> cities) {
    out.putLong(start.toEpochMilli());
    ByteUtils.writeUnsignedVarint(tweets.size(), out);
    long before = 0;
    for (CountedTweet tweet : tweets) {
      ByteUtils.writeVarlong(tweet.tweetId() - before, out);
      before = tweet.tweetId();
      out.putLong(tweet.authorId());
      int city = number(tweet.cityId(), cities);
      int flags = (tweet.retweet() ? RETWEET : 0) | (tweet.contained() ? CONTAINED : 0);
      ByteUtils.writeUnsignedVarint(city << 2 | flags, out);
    }
  }

  /** Appends the positions of the received retweets, each with the city that receives it. */
  private static void putReceived(
      ByteBuffer out, List<CountedTweet> tweets, Map<String, Integer> cities) {
    int received = 0;
    for (CountedTweet tweet : tweets) {
      received += tweet.retweetedCityId() == null ? 0 : 1;
    }
    ByteUtils.writeUnsignedVarint(received, out);
    for (int i = 0; i < tweets.size(); i++) {
      String city = tweets.get(i).retweetedCityId();
      if (city != null) {
        ByteUtils.writeUnsignedVarint(i, out);
        ByteUtils.writeUnsignedVarint(number(city, cities), out);
      }
    }
  }

  private static int number(String city, Map<String, Integer> cities) {
    Integer number = cities.get(city);
    if (number == null) {
      number = cities.size();
      cities.put(city, number);
    }
    return number;
  }

  static Page fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int format = BinarySerde.requireFormat(in.get(), FORMAT, "page");
    long from = in.getLong();
    long to = in.getLong();
    Ledger ledger = LEDGER.fromBytes(getBytes(in));
    String[] cities = new String[ByteUtils.readUnsignedVarint(in)];
    for (int i = 0; i < cities.length; i++) {
      cities[i] = new String(getBytes(in), UTF_8);
    }
    List<CountedTweet> tweets = new ArrayList<>();
    for (int windows = ByteUtils.readUnsignedVarint(in); windows > 0; windows--) {
      addWindow(in, format, cities, tweets);
    }
    return new Page(from, to, ledger, tweets);
  }

  private static void addWindow(
      ByteBuffer in, int format, String[] cities, List<CountedTweet> tweets) {
    Instant start = Instant.ofEpochMilli(in.getLong());
    int first = tweets.size();
    long id = 0;
    for (int left = ByteUtils.readUnsignedVarint(in); left > 0; left--) {
      id += ByteUtils.readVarlong(in);
      long author = in.getLong();
      int cityAndFlags = ByteUtils.readUnsignedVarint(in);
      boolean retweet = (cityAndFlags & RETWEET) != 0;
      boolean contained = format > WITHOUT_CONTAINED && (cityAndFlags & CONTAINED) != 0;
      String city = cities[cityAndFlags >>> (format > WITHOUT_CONTAINED ? 2 : 1)];
      tweets.add(new CountedTweet(start, id, author, city, retweet, contained));
    }
    int received = format > WITHOUT_RECEIVED ? ByteUtils.readUnsignedVarint(in) : 0;
    for (int left = received; left > 0; left--) {
      int at = first + ByteUtils.readUnsignedVarint(in);
      tweets.set(at, tweets.get(at).retweetOf(cities[ByteUtils.readUnsignedVarint(in)]));
    }
  }

  private static void putBytes(ByteBuffer out, byte[] bytes) {
    ByteUtils.writeUnsignedVarint(bytes.length, out);
    out.put(bytes);
  }

  private static byte[] getBytes(ByteBuffer in) {
    byte[] bytes = new byte[ByteUtils.readUnsignedVarint(in)];
    in.get(bytes);
    return bytes;
  }
}
