package io.evilnet.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Maps received lines to records. Confined to the sending thread. */
final class TweetRecords {

  private static final byte[] INGEST = "ingest".getBytes(US_ASCII);

  private String site = "";
  private Instant receivedAt = Instant.MIN;

  /** Headers with the site and the time above, which the lines of a network read share. */
  private RecordHeaders origin = new RecordHeaders();

  /** Returns the record of a line; empty for a line about the stream itself. */
  Optional<ProducerRecord<byte[], byte[]>> of(ReceivedLine received, StreamLine parsed) {
    if (parsed instanceof Tweet tweet) {
      return Optional.of(post(received, tweet.authorId()));
    }
    if (parsed instanceof Malformed malformed) {
      return Optional.of(deadLetter(null, received.line().bytes(), received, malformed));
    }
    return Optional.empty();
  }

  /** Returns the record of a post. */
  ProducerRecord<byte[], byte[]> post(ReceivedLine received, long author) {
    byte[] key = Long.toUnsignedString(author).getBytes(US_ASCII);
    return record(Topics.TWEETS.name(), key, received.line().bytes(), received);
  }

  /** Truncates a line to the size that a dead letter of any topic can have. */
  static ReceivedLine cut(ReceivedLine received) {
    byte[] bytes = received.line().bytes();
    if (bytes.length <= LineReader.TRUNCATED_BYTES) {
      return received;
    }
    RawLine beginning =
        RawLine.of(Arrays.copyOf(bytes, LineReader.TRUNCATED_BYTES), received.line().length());
    return new ReceivedLine(
        received.site(), received.receivedAt(), beginning, received.author(), received.city());
  }

  /** Returns the dead letter of a record that Kafka rejects. */
  ProducerRecord<byte[], byte[]> refused(byte[] key, ReceivedLine received, Refusal refusal) {
    RawLine line = received.line();
    String detail =
        "Kafka rejected the record (%s); %d of %d bytes are kept"
            .formatted(refusal.label(), line.bytes().length, line.length());
    return deadLetter(
        key, line.bytes(), received, new Malformed(Malformed.Reason.TOO_LONG, detail));
  }

  private ProducerRecord<byte[], byte[]> deadLetter(
      byte[] key, byte[] value, ReceivedLine received, Malformed malformed) {
    ProducerRecord<byte[], byte[]> record = record(Topics.TWEETS_DEAD.name(), key, value, received);
    record
        .headers()
        .add(TweetHeaders.DEAD_REASON, malformed.reason().label().getBytes(US_ASCII))
        .add(TweetHeaders.DEAD_DETAIL, malformed.detail().getBytes(UTF_8))
        .add(TweetHeaders.DEAD_BY, INGEST);
    return record;
  }

  private ProducerRecord<byte[], byte[]> record(
      String topic, byte[] key, byte[] value, ReceivedLine received) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, null, key, value, origin(received));
    if (!received.city().isEmpty()) {
      record.headers().add(TweetHeaders.CITY, received.city().getBytes(UTF_8));
    }
    return record;
  }

  /** Returns headers to be copied; each is encoded once for consecutive lines. */
  private Headers origin(ReceivedLine received) {
    if (!received.receivedAt().equals(receivedAt) || !received.site().equals(site)) {
      receivedAt = received.receivedAt();
      site = received.site();
      origin = new RecordHeaders();
      origin
          .add(TweetHeaders.SITE, site.getBytes(US_ASCII))
          .add(TweetHeaders.RECEIVED_AT, receivedAt.toString().getBytes(US_ASCII));
    }
    return origin;
  }
}
