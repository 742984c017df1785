package io.evilnet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Records of topics since an instance was created, by partition in the order of offsets; records of
 * earlier tests are not read.
 */
public final class KafkaContents {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Map<TopicPartition, Long> begins = new HashMap<>();

  private KafkaContents(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (Topic<?, ?> topic : List.of(Topics.TWEETS, Topics.TWEETS_DEAD, Topics.INGEST_GAPS)) {
        begins.putAll(consumer.endOffsets(partitions(consumer, topic.name())));
      }
    }
  }

  /** Returns the records of topics from their current end offsets. */
  public static KafkaContents fromNow(String bootstrapServers) {
    return new KafkaContents(bootstrapServers);
  }

  /** Creates the topics as a deployment does, with fewer partitions. */
  static void createTopics(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicProvisioner(admin)
          .ensure(new TopicSettings(3, (short) 2, 1, Duration.ofHours(1), Duration.ofHours(1)));
    }
  }

  /** Returns the records of a site. */
  public List<ConsumerRecord<byte[], byte[]>> of(String topic, String site) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEach(topic, site, records::add);
    return records;
  }

  /** Passes the records of a site one by one, for topics that do not fit into memory. */
  public void forEach(String topic, String site, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    forEach(
        topic,
        record -> {
          if (site.equals(header(record, "site"))) {
            action.accept(record);
          }
        });
  }

  /** Returns the latest version of each gap of a site. */
  public List<StreamGap> gaps(String site) {
    Map<StreamGap.Key, StreamGap> gaps = new LinkedHashMap<>();
    forEach(
        Topics.INGEST_GAPS.name(),
        record -> {
          StreamGap gap =
              Topics.INGEST_GAPS.valueSerde().deserializer().deserialize(null, record.value());
          gaps.put(gap.key(), gap);
        });
    return gaps.values().stream().filter(gap -> gap.site().equals(site)).toList();
  }

  private void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, begins.get(partition)));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(action);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** Returns a header's text; null without it. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
