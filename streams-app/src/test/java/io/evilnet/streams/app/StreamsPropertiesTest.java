package io.evilnet.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountingRules;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.ranking.RankingSettings;
import io.evilnet.streams.unusual.WebhookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

  @Test
  void shouldSetPropertiesRequiredForExactCounts() {
    Properties properties = StreamsProperties.of(settings("streams-1"));

    assertThat(properties)
        .containsEntry("processing.guarantee", "at_least_once")
        .containsEntry("producer.acks", "all")
        .containsEntry("replication.factor", 2)
        .containsEntry("topic.min.insync.replicas", "1")
        .containsEntry("topic.unclean.leader.election.enable", "false")
        .containsEntry("ensure.explicit.internal.resource.naming", true)
        .containsEntry("rocksdb.config.setter", SmallWriteBuffers.class);
    assertThat((int) properties.get("producer.max.request.size"))
        .isGreaterThan(Topics.MAX_LINE_BYTES);
  }

  @Test
  void shouldConfigureStaticMembership() {
    assertThat(StreamsProperties.of(settings("streams-1")))
        .containsEntry("main.consumer.group.instance.id", "streams-1")
        .containsEntry("client.id", "app-streams-1")
        .containsEntry("main.consumer.session.timeout.ms", 6_000)
        .containsEntry("main.consumer.heartbeat.interval.ms", 600);
    assertThat(StreamsProperties.of(settings("")))
        .doesNotContainKey("main.consumer.group.instance.id")
        .containsEntry("client.id", "app");
  }

  @Test
  void shouldConfigureStandbyRestorationAndTaskAssignment() {
    StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings("streams-1")));

    assertThat(config.getRestoreConsumerConfigs("app"))
        .containsEntry("fetch.min.bytes", 65_536)
        .containsEntry("fetch.max.wait.ms", 100);
    assertThat(config.getLong(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG)).isEqualTo(1_000);
    assertThat(config.getLong(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG))
        .isEqualTo(120_000);
  }

  @Test
  void shouldConfigureBatchesAndLimitBuffers() {
    StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings("streams-1")));

    assertThat(config.getMainConsumerConfigs("app", "app-streams-1", 1))
        .containsEntry("max.poll.records", 4_000)
        .containsEntry("fetch.min.bytes", 65_536)
        .containsEntry("fetch.max.wait.ms", 50)
        .containsEntry("max.partition.fetch.bytes", 524_288);
    assertThat(config.getProducerConfigs("app-streams-1")).containsEntry("batch.size", 65_536);
    assertThat(config.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG)).isOne();
  }

  @Test
  void shouldCreateValidStreamsConfig() {
    StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings("streams-1")));

    assertThat(config.getMainConsumerConfigs("app", "app-streams-1", 1))
        .containsEntry("group.instance.id", "streams-1-1");
  }

  static StreamsAppSettings settings(String instance) {
    CassandraSettings cassandra =
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:9042")),
            "datacenter1",
            "evilnet",
            1,
            Duration.ofDays(1));
    return new StreamsAppSettings(
        KafkaConnection.open("127.0.0.1:9092"),
        new TopicSettings(6, (short) 2, 1, Duration.ofHours(24), Duration.ofDays(7)),
        CountingRules.DEFAULT,
        new ProcessingSettings(
            "app", instance, 2, 0, Duration.ofSeconds(6), Path.of("data"), Duration.ofMillis(500)),
        cassandra,
        cassandra,
        new RankingSettings(Duration.ofSeconds(5), 20),
        new WebhookSettings(Optional.empty(), Duration.ofHours(1)),
        false,
        HostPort.parse("127.0.0.1:8080"),
        ApiAccess.OPEN);
  }
}
