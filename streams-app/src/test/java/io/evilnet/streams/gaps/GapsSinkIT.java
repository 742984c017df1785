package io.evilnet.streams.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.StreamGapSerdes;
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

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final Topic<StreamGap.Key, StreamGap> TOPIC =
      new Topic<>("gaps-sink-it", StreamGapSerdes.KEY, StreamGapSerdes.VALUE);

  private final String kafka;
  private final CassandraSettings settings;

  GapsSinkIT(Servers servers) {
    kafka = servers.cluster().bootstrapServers();
    settings = servers.cassandra("gaps_sink_it");
  }

  @Test
  void shouldStoreLatestStateOfEachGapAndSkipInvalidRecords() throws Exception {
    StreamGap ongoing = StreamGap.open("home", "filtered", START.plusSeconds(600), "network");
    StreamGap started = StreamGap.open("home", "filtered", START, "stalled");
    StreamGap ended = started.endedAt(START.plusSeconds(40));
    StreamGap updated = ended.withRecovered(7).withMade(900);
    StreamGap rejected = StreamGap.open("s".repeat(70_000), "filtered", START, "network");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    createTopic();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      ReportedGap.send(producer, TOPIC, started);
      producer.send(new ProducerRecord<>(TOPIC.name(), new byte[] {1}, new byte[] {2})).get();
      ReportedGap.send(producer, TOPIC, rejected);
      ReportedGap.send(producer, TOPIC, ended);
      ReportedGap.send(producer, TOPIC, updated);
      ReportedGap.send(producer, TOPIC, ongoing);
    }
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      new Schema(session, settings).ensure();
      CountsReader reader = new CountsReader(session, settings.keyspace());
      try (CassandraLink link = new CassandraLink(settings);
          GapsSink sink = new GapsSink(KafkaConnection.open(kafka), TOPIC, link, registry)) {
        sink.start();
        link.start();
        await()
            .atMost(TIMEOUT)
            .until(() -> reader.gaps(TimeRange.ALL).equals(List.of(ongoing, updated)));
        assertThat(registry.get("evilnet.gaps.refused").counter().count()).isEqualTo(1);

        session.execute("DROP TABLE " + settings.keyspace() + ".ingest_gaps");
        link.ensureSchema();
        await()
            .atMost(TIMEOUT)
            .ignoreExceptionsInstanceOf(DriverException.class)
            .until(() -> reader.gaps(TimeRange.ALL).equals(List.of(ongoing, updated)));
      }
      assertThat(reader.gaps(range(40, 700))).as("half open").containsExactly(ongoing);
      assertThat(reader.gaps(range(39, 600))).containsExactly(updated);
      assertThat(reader.gaps(range(5000, 6000))).as("ongoing").containsExactly(ongoing);
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
