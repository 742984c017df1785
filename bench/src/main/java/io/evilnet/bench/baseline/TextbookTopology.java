package io.evilnet.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;

/**
 * B1: tweets and retweets by city and window, as in the first chapters of a book on Kafka Streams:
 * parse into a tree, group by city, aggregate in windows; without deduplication, distinct users and
 * Cassandra.
 *
 * <p>Simplifications in its favour: the repartition topic contains one bit of a post instead of the
 * post; the topic of the results exists before the start; it is done when the last post has reached
 * the aggregation, before flush and commit. The grace period is a day: with the 15 minutes of
 * streams-app it drops posts as late, because stream time after the repartition follows the source
 * partition that is read fastest.
 */
record TextbookTopology(String results, Tally tally) {

  static final Duration WINDOW = Duration.ofMinutes(5);
  static final Duration GRACE = Duration.ofDays(1);

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.TWEETS.name(),
            Consumed.with(Serdes.ByteArray(), PostTree.serde())
                .withTimestampExtractor(PostTree.createdAt()))
        .filter((author, post) -> PostTree.isInCity(post))
        .map(TextbookTopology::byCity)
        .repartition(Repartitioned.with(Serdes.String(), Serdes.Boolean()).withName("by-city"))
        .peek((city, isRetweet) -> tally.addSeen())
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE))
        .aggregate(
            () -> Totals.NONE,
            (city, isRetweet, totals) -> add(isRetweet, totals),
            Materialized.with(Serdes.String(), Totals.serde()))
        .toStream()
        .to(
            results,
            Produced.with(
                WindowedSerdes.timeWindowedSerdeFrom(String.class, WINDOW.toMillis()),
                Totals.serde()));
    return builder.build();
  }

  private static KeyValue<String, Boolean> byCity(byte[] author, JsonNode post) {
    return KeyValue.pair(PostTree.city(post), PostTree.isRetweet(post));
  }

  private Totals add(boolean isRetweet, Totals totals) {
    tally.addCounted();
    return totals.plus(isRetweet, false);
  }
}
