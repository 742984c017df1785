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

/** Reads the committed offsets of the stream from Kafka. */
public final class StreamProgressReader {

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

  /**
   * Returns true if a running stream has not counted all posts before the end offsets of a topic.
   */
  public boolean isLagging(TopicOffsets topic) {
    return KafkaAdmin.send(
        kafka,
        admin -> {
          StreamProgress progress = read(admin, topic, true);
          return topic.partitions().stream().anyMatch(progress::isBefore) && hasMembers(admin);
        });
  }

  private StreamProgress read(Admin admin, TopicOffsets topic, boolean hasCounted) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    if (committed.isEmpty() && !hasCounted && !hasMembers(admin)) {
      return StreamProgress.ABSENT;
    }
    return progress(topic, committed);
  }

  private boolean hasMembers(Admin admin) {
    ConsumerGroupState state =
        await(admin.describeConsumerGroups(List.of(group)).all()).get(group).state();
    return state != ConsumerGroupState.DEAD && state != ConsumerGroupState.EMPTY;
  }

  /** Returns the progress; a partition without a committed offset is uncounted. */
  static StreamProgress progress(
      TopicOffsets topic, Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<Integer, Long> first = new HashMap<>();
    for (PartitionOffsets partition : topic.partitions()) {
      OffsetAndMetadata offset =
          committed.get(new TopicPartition(topic.topic(), partition.partition()));
      first.put(partition.partition(), offset == null ? 0 : offset.offset());
    }
    return new StreamProgress(first);
  }
}
