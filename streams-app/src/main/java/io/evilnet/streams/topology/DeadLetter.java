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
 * A record that cannot be counted, as it came. Of a line that is longer than any of ingest's the
 * beginning is kept, as there: it always fits.
 */
final class DeadLetter implements Counted {

  private static final int KEPT = 64 * 1024;

  private final byte[] key;
  private final byte[] value;
  private final Headers headers;

  private DeadLetter(byte[] key, byte[] value, Headers headers) {
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  /** The dead letter of a record, with headers that give the reason and the record's place. */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, Malformed malformed) {
    byte[] raw = record.value();
    boolean cut = raw != null && raw.length > Topics.MAX_LINE_BYTES;
    String detail =
        cut
            ? "%s; %d bytes, of which %d are kept".formatted(malformed.detail(), raw.length, KEPT)
            : malformed.detail();
    String source = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    Headers headers = new RecordHeaders(small(record.headers()).toArray());
    headers.add(TweetHeaders.DEAD_REASON, malformed.reason().label().getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_DETAIL, detail.getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_BY, "streams-app".getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_SOURCE, source.getBytes(UTF_8));
    return new DeadLetter(record.key(), cut ? Arrays.copyOf(raw, KEPT) : raw, headers);
  }

  /** The key of the record; null when it has none. */
  byte[] key() {
    return key;
  }

  /** The value of the record, or its beginning; null when it has none. */
  byte[] value() {
    return value;
  }

  Headers headers() {
    return headers;
  }

  /** Those of somebody else's record may have any size. */
  private static Headers small(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes > KEPT ? new RecordHeaders() : headers;
  }
}
