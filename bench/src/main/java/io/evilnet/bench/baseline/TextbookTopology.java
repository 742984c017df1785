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
 * B1: tweets and retweets by city and window, as the first chapters of a book on Kafka Streams have
 * it: parse into a tree, group by city, aggregate in windows. No post is told apart from its
 * redelivery, no users are counted, nothing comes to Cassandra.
 *
 * <p>In its favour: what goes through the repartition topic is one bit of a post, not the post; the
 * topic of its results is there before it starts; it is done when the last post has come to the
 * aggregate, whatever it has not committed or flushed then. Its grace is a day: with the quarter of
 * an hour of ours it drops posts as late, as stream time after the repartition follows the source
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
        .peek((city, isRetweet) -> tally.see())
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
    tally.count();
    return totals.plus(isRetweet, false);
  }
}
