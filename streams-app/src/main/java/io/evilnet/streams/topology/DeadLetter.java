package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Malformed;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that cannot be counted, with its original key, value and headers. A value longer than
 * {@link Topics#MAX_LINE_BYTES} is truncated to 64 KiB, as in ingest, so that the dead letter never
 * exceeds the maximum record size.
 */
final class DeadLetter implements Counted {

  private static final int KEPT_BYTES = 64 * 1024;

  private final byte[] key;
  private final byte[] value;
  private final Headers headers;

  private DeadLetter(byte[] key, byte[] value, Headers headers) {
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  /** Returns the dead letter of a record, with headers for the reason and the record's offset. */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, Malformed malformed) {
    byte[] raw = record.value();
    boolean isTruncated = raw != null && raw.length > Topics.MAX_LINE_BYTES;
    String detail =
        isTruncated
            ? "%s; %d bytes, of which %d are kept"
                .formatted(malformed.detail(), raw.length, KEPT_BYTES)
            : malformed.detail();
    String source = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    Headers headers = new RecordHeaders(limited(record.headers()).toArray());
    headers.add(TweetHeaders.DEAD_REASON, malformed.reason().label().getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_DETAIL, detail.getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_BY, "streams-app".getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_SOURCE, source.getBytes(UTF_8));
    return new DeadLetter(
        record.key(), isTruncated ? Arrays.copyOf(raw, KEPT_BYTES) : raw, headers);
  }

  /** Returns the key of the record; null if it has none. */
  byte[] key() {
    return key;
  }

  /** Returns the value of the record, possibly truncated; null if it has none. */
  byte[] value() {
    return value;
  }

  Headers headers() {
    return headers;
  }

  /** Returns the headers, or none if they are too large, as in a record of another producer. */
  private static Headers limited(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes > KEPT_BYTES ? new RecordHeaders() : headers;
  }
}
