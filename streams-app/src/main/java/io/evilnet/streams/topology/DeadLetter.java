package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Malformed;
import io.evilnet.infra.topics.Topics;
import io.evilnet.infra.topics.TweetHeaders;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Makes a dead letter: the record as it came, with headers that say why and where it was read. Of a
 * line that is longer than any of ingest's the beginning is kept, as there: it always fits.
 */
final class DeadLetter implements FixedKeyProcessor<byte[], Classified, byte[]> {

  private static final int KEPT = 64 * 1024;

  private final OutcomeTotals outcomes;
  private FixedKeyProcessorContext<byte[], byte[]> context;

  DeadLetter(OutcomeTotals outcomes) {
    this.outcomes = outcomes;
  }

  /** Those of somebody else's record may have any size. */
  private static Headers small(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes > KEPT ? new RecordHeaders() : headers;
  }

  static boolean isDead(byte[] key, Classified classified) {
    return classified.line() instanceof Malformed;
  }

  @Override
  public void init(FixedKeyProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(FixedKeyRecord<byte[], Classified> record) {
    Malformed malformed = (Malformed) record.value().line();
    Headers headers = new RecordHeaders(small(record.headers()).toArray());
    headers.add(TweetHeaders.DEAD_REASON, malformed.reason().label().getBytes(UTF_8));
    byte[] raw = record.value().raw();
    boolean cut = raw != null && raw.length > Topics.MAX_LINE_BYTES;
    String detail =
        cut
            ? "%s; %d bytes, of which %d are kept".formatted(malformed.detail(), raw.length, KEPT)
            : malformed.detail();
    headers.add(TweetHeaders.DEAD_DETAIL, detail.getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_BY, "streams-app".getBytes(UTF_8));
    context
        .recordMetadata()
        .ifPresent(
            at ->
                headers.add(
                    TweetHeaders.DEAD_SOURCE,
                    "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset()).getBytes(UTF_8)));
    outcomes.dead(malformed.reason());
    context.forward(record.withValue(cut ? Arrays.copyOf(raw, KEPT) : raw).withHeaders(headers));
  }
}
