package io.evilnet.backfill.offsets;

import static io.evilnet.platform.kafka.KafkaAnswer.await;
import static java.util.stream.Collectors.toMap;

import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.platform.kafka.KafkaConnection;
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

/** Reads the offsets of a range of time from Kafka. */
public final class OffsetReader {

  private final KafkaConnection kafka;
  private final String topic;
  private final InstantSource clock;

  public OffsetReader(KafkaConnection kafka, String topic, InstantSource clock) {
    this.kafka = kafka;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Determines the offsets to read: from the first record appended at {@code arrivedSince} or later
   * to the current end offsets.
   *
   * @throws UnavailableException if Kafka does not respond or the topic does not exist
   */
  public TopicOffsets fix(Instant arrivedSince) {
    try {
      return KafkaAdmin.send(kafka, admin -> fix(admin, arrivedSince));
    } catch (UnknownTopicOrPartitionException e) {
      throw new UnavailableException(
          "topic %2$s does not exist in Kafka at %1$s; check --bootstrap-servers, or create it with ./start-all.sh"
              .formatted(kafka, topic),
          e);
    }
  }

  private TopicOffsets fix(Admin admin, Instant arrivedSince) {
    TopicDescription description = describe(admin, topic);
    List<TopicPartition> partitions = partitions(description);
    Duration retention = retention(admin);
    Instant fixedAt = clock.instant();
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        listOffsets(admin, partitions, OffsetSpec.latest());
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        listOffsets(
            admin, partitions, OffsetSpec.forTimestamp(Math.max(0, arrivedSince.toEpochMilli())));
    Map<TopicPartition, ListOffsetsResultInfo> firsts =
        listOffsets(admin, partitions, OffsetSpec.forTimestamp(0));
    // Read last, so that they include deletions since the other requests.
    Map<TopicPartition, ListOffsetsResultInfo> begins =
        listOffsets(admin, partitions, OffsetSpec.earliest());
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

  /** Returns the end offsets of all partitions of a topic. */
  static Map<TopicPartition, Long> endOffsets(Admin admin, String topic) {
    return listOffsets(admin, partitions(describe(admin, topic)), OffsetSpec.latest())
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static TopicDescription describe(Admin admin, String topic) {
    return await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(TopicPartitionInfo::partition)
        .sorted()
        .map(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  /**
   * Returns the offsets of one partition.
   *
   * @param first the first retained record; its offset is -1 if there is none
   * @param start the offset of the first record to read; -1 if there is none
   * @param expired the instant before which records may have been deleted
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
    // -1 means unlimited: records may still be deleted by size or by hand, so no age is guaranteed.
    return millis < 0 ? Duration.ZERO : Duration.ofMillis(millis);
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> listOffsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
    return await(admin.listOffsets(partitions.stream().collect(toMap(p -> p, p -> spec))).all());
  }
}
