package io.evilnet.streams.topology;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Malformed;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Parses a record; the record's own timestamp is its arrival, so that reading it again says the
 * same.
 */
final class ClassifyTweet implements FixedKeyProcessor<byte[], byte[], Classified> {

  private final TweetParser parser = new TweetParser();
  private final CountingRules rules;
  private FixedKeyProcessorContext<byte[], Classified> context;

  ClassifyTweet(CountingRules rules) {
    this.rules = rules;
  }

  @Override
  public void init(FixedKeyProcessorContext<byte[], Classified> context) {
    this.context = context;
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    StreamLine line = classify(record.value(), Instant.ofEpochMilli(record.timestamp()));
    context.forward(record.withValue(new Classified(record.value(), line)));
  }

  private StreamLine classify(byte[] value, Instant arrival) {
    if (value == null) {
      return new Malformed(Reason.NOT_JSON, "no value");
    }
    StreamLine line = parser.parse(value);
    if (line instanceof Tweet tweet) {
      return rules.isAhead(tweet, arrival)
          ? new Malformed(Reason.AHEAD_OF_TIME, "created_at is ahead of the arrival")
          : tweet;
    }
    return line instanceof Malformed ? line : new Malformed(Reason.NO_DATA, "not a post");
  }
}
