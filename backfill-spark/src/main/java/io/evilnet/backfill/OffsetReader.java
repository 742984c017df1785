package io.evilnet.backfill;

import static io.evilnet.infra.settings.KafkaAnswer.await;
import static java.util.stream.Collectors.toMap;

import io.evilnet.infra.settings.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka which offsets a range of time has. */
final class OffsetReader {

  private final KafkaConnection kafka;
  private final String topic;
  private final InstantSource clock;

  OffsetReader(KafkaConnection kafka, String topic, InstantSource clock) {
    this.kafka = kafka;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Fixes what is to be read: from the first record that arrived at {@code arrivedSince} or later
   * to the last one there is now.
   *
   * @throws UnavailableException if Kafka does not answer or does not have the topic
   */
  TopicOffsets fix(Instant arrivedSince) {
    try {
      return KafkaAdmin.ask(kafka, admin -> fix(admin, arrivedSince));
    } catch (UnknownTopicOrPartitionException e) {
      throw new UnavailableException(
          "Kafka at %s has no topic %s: ./start-all.sh creates it; is --bootstrap-servers right?"
              .formatted(kafka, topic),
          e);
    }
  }

  private TopicOffsets fix(Admin admin, Instant arrivedSince) {
    TopicDescription description =
        await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    List<TopicPartition> partitions =
        description.partitions().stream()
            .map(TopicPartitionInfo::partition)
            .sorted()
            .map(partition -> new TopicPartition(topic, partition))
            .toList();
    Duration retention = retention(admin);
    Instant fixedAt = clock.instant();
    Map<TopicPartition, ListOffsetsResultInfo> ends = ask(admin, partitions, OffsetSpec.latest());
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        ask(admin, partitions, OffsetSpec.forTimestamp(Math.max(0, arrivedSince.toEpochMilli())));
    Map<TopicPartition, ListOffsetsResultInfo> firsts =
        ask(admin, partitions, OffsetSpec.forTimestamp(0));
    // Last, so that what is deleted meanwhile is known to be gone.
    Map<TopicPartition, ListOffsetsResultInfo> begins =
        ask(admin, partitions, OffsetSpec.earliest());
    List<PartitionOffsets> offsets = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      offsets.add(
          of(
              partition.partition(),
              begins.get(partition).offset(),
              firsts.get(partition),
              starts.get(partition).offset(),
              ends.get(partition).offset(),
              fixedAt.minus(retention)));
    }
    return new TopicOffsets(topic, description.topicId().toString(), fixedAt, offsets);
  }

  /**
   * One partition.
   *
   * @param first the first record that is there; its offset is -1 when there is none
   * @param start of the first record that is young enough; -1 when there is none
   * @param expired what arrived before it may have been deleted
   */
  static PartitionOffsets of(
      int partition,
      long begin,
      ListOffsetsResultInfo first,
      long start,
      long end,
      Instant expired) {
    boolean hasRecords = first.offset() >= 0 && first.offset() >= begin;
    Instant retainedSince = hasRecords ? Instant.ofEpochMilli(first.timestamp()) : expired;
    long to = Math.max(begin, end);
    long from = start < 0 ? to : Math.min(Math.max(begin, start), to);
    return new PartitionOffsets(partition, begin, retainedSince, from, to);
  }

  private Duration retention(Admin admin) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
    long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    // -1 means for ever: then records go by size or by hand, and none can be counted on.
    return millis < 0 ? Duration.ZERO : Duration.ofMillis(millis);
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> ask(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
    return await(admin.listOffsets(partitions.stream().collect(toMap(p -> p, p -> spec))).all());
  }
}
