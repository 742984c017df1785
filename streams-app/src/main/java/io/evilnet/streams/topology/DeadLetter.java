package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Malformed;
import io.evilnet.infra.topics.TweetHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Makes a dead letter: the record as it came, with headers that say why and where it was read. */
final class DeadLetter implements FixedKeyProcessor<byte[], Classified, byte[]> {

  private final OutcomeTotals outcomes;
  private FixedKeyProcessorContext<byte[], byte[]> context;

  DeadLetter(OutcomeTotals outcomes) {
    this.outcomes = outcomes;
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
    Headers headers = new RecordHeaders(record.headers().toArray());
    headers.add(TweetHeaders.DEAD_REASON, malformed.reason().label().getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_DETAIL, malformed.detail().getBytes(UTF_8));
    headers.add(TweetHeaders.DEAD_BY, "streams-app".getBytes(UTF_8));
    context
        .recordMetadata()
        .ifPresent(
            at ->
                headers.add(
                    TweetHeaders.DEAD_SOURCE,
                    "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset()).getBytes(UTF_8)));
    outcomes.dead(malformed.reason());
    context.forward(record.withValue(record.value().raw()).withHeaders(headers));
  }
}
