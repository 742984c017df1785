package io.evilnet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.topics.TopicProvisioner;
import io.evilnet.infra.topics.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is in a topic at a moment, partition by partition in the order of offsets. */
public final class KafkaContents {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;

  public KafkaContents(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Makes the topics as an installation has them, with fewer partitions. */
  public void createTopics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicProvisioner(admin)
          .ensure(new TopicSettings(3, (short) 2, 1, Duration.ofHours(1), Duration.ofHours(1)));
    }
  }

  /** The records that a site has sent. */
  public List<ConsumerRecord<byte[], byte[]>> of(String topic, String site) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
      records.removeIf(record -> !site.equals(header(record, "site")));
      return records;
    }
  }

  /** A header's text; null without it. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
