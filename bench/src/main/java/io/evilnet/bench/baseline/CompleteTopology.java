package io.evilnet.bench.baseline;

import io.evilnet.platform.topics.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.ForeachAction;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.Stores;

/**
 * B1x: the {@link TextbookTopology} with deduplication by a store of ids, distinct users by a store
 * of users by city and window, and totals written to Cassandra.
 *
 * <p>Additional simplifications in its favour: ids are looked up before the repartition, which
 * saves another one, and neither ids nor users are ever deleted.
 */
record CompleteTopology(String results, Tally tally, ForeachAction<Windowed<String>, Totals> sink) {

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(FirstOfId.STORE), Serdes.Long(), Serdes.ByteArray()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(FirstOfUser.STORE),
            Serdes.ByteArray(),
            Serdes.ByteArray()));
    builder.stream(
            Topics.TWEETS.name(),
            Consumed.with(Serdes.ByteArray(), PostTree.serde())
                .withTimestampExtractor(PostTree.createdAt()))
        .filter((author, post) -> PostTree.isInCity(post))
        .mapValues(post -> CityPost.of(post))
        .processValues(() -> new FirstOfId<byte[]>(), FirstOfId.STORE)
        .selectKey((author, post) -> post.city())
        .repartition(Repartitioned.with(Serdes.String(), CityPost.serde()).withName("by-city"))
        .peek((city, post) -> tally.addSeen())
        .processValues(FirstOfUser::new, FirstOfUser.STORE)
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeAndGrace(TextbookTopology.WINDOW, TextbookTopology.GRACE))
        .aggregate(
            () -> Totals.NONE,
            (city, post, totals) -> add(post, totals),
            Materialized.with(Serdes.String(), Totals.serde()))
        .toStream()
        .peek(sink)
        .to(
            results,
            Produced.with(
                WindowedSerdes.timeWindowedSerdeFrom(
                    String.class, TextbookTopology.WINDOW.toMillis()),
                Totals.serde()));
    return builder.build();
  }

  private Totals add(CityPost post, Totals totals) {
    tally.addCounted();
    return totals.plus(post.isRetweet(), post.isOfNewUser());
  }
}
