package io.evilnet.streams.topology;

import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.platform.topics.ResolvedCity;
import io.evilnet.platform.topics.Topics;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * A header that carries the post of a record instead of its value, which is empty then: the post is
 * scanned by the consumer, where its bytes have just been decompressed, and they are not copied.
 */
public final class ScannedTweet implements Header {

  private static final String KEY = "scanned-tweet";
  private static final byte[] NO_VALUE = {};

  private final Tweet tweet;
  private final ByteBuffer line;

  private ScannedTweet(Tweet tweet, ByteBuffer line) {
    this.tweet = tweet;
    this.line = line;
  }

  /**
   * Returns a deserializer of values that scans posts of the usual format in {@code tweets}; all
   * other values are returned as they are.
   */
  public static Deserializer<byte[]> deserializer() {
    return new Scan();
  }

  /** Returns the post of a record that was scanned; null for any other record. */
  static Tweet of(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(KEY) instanceof ScannedTweet scanned ? scanned.tweet : null;
  }

  /** Returns the original record of Kafka. */
  static ConsumerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> record) {
    if (!(record.headers().lastHeader(KEY) instanceof ScannedTweet scanned)) {
      return record;
    }
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.remove(KEY);
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        Utils.toArray(scanned.line),
        headers,
        Optional.empty());
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public byte[] value() {
    return NO_VALUE;
  }

  private static final class Scan implements Deserializer<byte[]> {

    private final TweetParser parser = new TweetParser();

    @Override
    public byte[] deserialize(String topic, byte[] value) {
      return value;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
      if (value == null || !value.hasArray() || !topic.equals(Topics.TWEETS.name())) {
        return Utils.toNullableArray(value);
      }
      int from = value.arrayOffset() + value.position();
      Tweet tweet = parser.scan(value.array(), from, from + value.remaining());
      if (tweet == null) {
        return Utils.toArray(value);
      }
      headers.add(new ScannedTweet(ResolvedCity.of(tweet, headers, parser), value));
      return NO_VALUE;
    }
  }
}
