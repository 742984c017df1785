package io.evilnet.streams.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.StreamGapKeySerde;
import io.evilnet.platform.topics.StreamGapSerde;
import io.evilnet.platform.topics.Topic;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.testing.ReportedGap;
import io.evilnet.streams.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Extension.class)
class GapsSinkIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final Topic<StreamGap.Key, StreamGap> TOPIC =
      new Topic<>("gaps-sink-it", new StreamGapKeySerde(), new StreamGapSerde());

  private final String kafka;
  private final CassandraSettings settings;

  GapsSinkIT(Servers servers) {
    kafka = servers.cluster().bootstrapServers();
    settings = servers.cassandra("gaps_sink_it");
  }

  @Test
  void shouldStoreLatestStateOfEachGapAndSkipInvalidRecords() throws Exception {
    StreamGap lasts = StreamGap.open("home", "filtered", START.plusSeconds(600), "network");
    StreamGap began = StreamGap.open("home", "filtered", START, "stalled");
    StreamGap over = began.endedAt(START.plusSeconds(40));
    StreamGap counted = over.withRecovered(7).withMade(900);
    StreamGap refused = StreamGap.open("s".repeat(70_000), "filtered", START, "network");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    createTopic();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      ReportedGap.send(producer, TOPIC, began);
      producer.send(new ProducerRecord<>(TOPIC.name(), new byte[] {1}, new byte[] {2})).get();
      ReportedGap.send(producer, TOPIC, refused);
      ReportedGap.send(producer, TOPIC, over);
      ReportedGap.send(producer, TOPIC, counted);
      ReportedGap.send(producer, TOPIC, lasts);
    }
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      new Schema(session, settings).ensure();
      CountsReader reader = new CountsReader(session, settings.keyspace());
      try (CassandraLink link = new CassandraLink(settings);
          GapsSink sink = new GapsSink(KafkaConnection.open(kafka), TOPIC, link, registry)) {
        sink.start();
        link.start();
        await()
            .atMost(LONG)
            .until(() -> reader.gaps(TimeRange.ALL).equals(List.of(lasts, counted)));
        assertThat(registry.get("evilnet.gaps.refused").counter().count()).isEqualTo(1);

        session.execute("DROP TABLE " + settings.keyspace() + ".ingest_gaps");
        link.ensureSchema();
        await()
            .atMost(LONG)
            .ignoreExceptionsInstanceOf(DriverException.class)
            .until(() -> reader.gaps(TimeRange.ALL).equals(List.of(lasts, counted)));
      }
      assertThat(reader.gaps(range(40, 700))).as("half open").containsExactly(lasts);
      assertThat(reader.gaps(range(39, 600))).containsExactly(counted);
      assertThat(reader.gaps(range(5000, 6000))).as("lasts on").containsExactly(lasts);
    }
  }

  private static TimeRange range(long from, long to) {
    return new TimeRange(START.plusSeconds(from), START.plusSeconds(to));
  }

  private void createTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(new NewTopic(TOPIC.name(), 1, (short) 2))).all().get();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
