package io.evilnet.backfill.offsets;

import static io.evilnet.platform.kafka.KafkaAnswer.await;

import io.evilnet.platform.kafka.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the committed offsets of the stream from Kafka. */
public final class StreamProgressReader implements StreamLag {

  private final KafkaConnection kafka;
  private final String group;

  /**
   * @param group the consumer group of the stream
   */
  public StreamProgressReader(KafkaConnection kafka, String group) {
    this.kafka = kafka;
    this.group = group;
  }

  /**
   * Returns the progress on the partitions of a topic, including that of a stopped stream, which
   * continues after a restart.
   *
   * @param hasCounted true if a stream has ever written rows; if false and the group does not
   *     exist, the progress is absent
   * @throws UnavailableException if Kafka does not respond
   */
  public StreamProgress read(TopicOffsets topic, boolean hasCounted) {
    return KafkaAdmin.send(kafka, admin -> read(admin, topic, hasCounted));
  }

  @Override
  public boolean isCounting(TopicOffsets topic) {
    return KafkaAdmin.send(
        kafka,
        admin -> {
          StreamProgress progress = read(admin, topic, true);
          return topic.partitions().stream().anyMatch(progress::isBefore)
              && hasMembers(admin, group);
        });
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(String topic) {
    try {
      return KafkaAdmin.send(kafka, admin -> OffsetReader.endOffsets(admin, topic));
    } catch (UnknownTopicOrPartitionException e) {
      return Map.of();
    }
  }

  @Override
  public boolean isLagging(String consumer, Map<TopicPartition, Long> ends) {
    return KafkaAdmin.send(
        kafka,
        admin -> {
          Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, consumer);
          return ends.entrySet().stream()
                  .anyMatch(end -> offset(committed.get(end.getKey())) < end.getValue())
              && hasMembers(admin, consumer);
        });
  }

  private StreamProgress read(Admin admin, TopicOffsets topic, boolean hasCounted) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, group);
    if (committed.isEmpty() && !hasCounted && !hasMembers(admin, group)) {
      return StreamProgress.ABSENT;
    }
    return progress(topic, committed);
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
    return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  private static boolean hasMembers(Admin admin, String group) {
    ConsumerGroupState state =
        await(admin.describeConsumerGroups(List.of(group)).all()).get(group).state();
    return state != ConsumerGroupState.DEAD && state != ConsumerGroupState.EMPTY;
  }

  /** Returns the progress; a partition without a committed offset is uncounted. */
  static StreamProgress progress(
      TopicOffsets topic, Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<Integer, Long> first = new HashMap<>();
    for (PartitionOffsets partition : topic.partitions()) {
      TopicPartition key = new TopicPartition(topic.topic(), partition.partition());
      first.put(partition.partition(), offset(committed.get(key)));
    }
    return new StreamProgress(first);
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
