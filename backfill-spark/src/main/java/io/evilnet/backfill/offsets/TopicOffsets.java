package io.evilnet.backfill.offsets;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The offsets of {@code tweets} that a run reads, fixed at its start.
 *
 * @param topic the name of the topic
 * @param topicId the topic id, which changes when the topic is recreated
 * @param fixedAt an instant just before the end offsets were read; later posts are appended and
 *     counted after it
 * @param partitions one for each partition, in order
 */
public record TopicOffsets(
    String topic, String topicId, Instant fixedAt, List<PartitionOffsets> partitions) {

  public TopicOffsets {
    partitions = List.copyOf(partitions);
  }

  public long posts() {
    return partitions.stream().mapToLong(PartitionOffsets::posts).sum();
  }

  /** Returns the partitions with offsets to read. */
  public List<PartitionOffsets> toRead() {
    return partitions.stream().filter(partition -> partition.posts() > 0).toList();
  }

  /** Returns the start offsets in the format of Spark's Kafka source. */
  public String startingOffsets() {
    return json(PartitionOffsets::start);
  }

  /** Returns the end offsets in the format of Spark's Kafka source. */
  public String endingOffsets() {
    return json(PartitionOffsets::end);
  }

  private String json(ToLongFunction<PartitionOffsets> offset) {
    return partitions.stream()
        .map(p -> "\"%d\":%d".formatted(p.partition(), offset.applyAsLong(p)))
        .collect(joining(",", "{\"" + topic + "\":{", "}}"));
  }

  /** Returns the partitions in the format of Spark's Kafka source. */
  public String assignment() {
    return partitions.stream()
        .map(p -> Integer.toString(p.partition()))
        .collect(joining(",", "{\"" + topic + "\":[", "]}"));
  }

  /** Formats the ranges for messages: {@code tweets-0 [10, 500), tweets-1 [7, 480)}. */
  @Override
  public String toString() {
    return partitions.stream()
        .map(p -> "%s-%d [%d, %d)".formatted(topic, p.partition(), p.start(), p.end()))
        .collect(joining(", "));
  }
}
