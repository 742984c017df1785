package io.evilnet.backfill;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a run reads of {@code tweets}, fixed at its start.
 *
 * @param topic the name of the topic
 * @param topicId its id, which a topic that is created anew does not share
 * @param fixedAt an instant just before the end offsets were read: every post that is not among
 *     them arrived later, and so did every count of it
 * @param partitions one for each partition, in order
 */
record TopicOffsets(
    String topic, String topicId, Instant fixedAt, List<PartitionOffsets> partitions) {

  TopicOffsets {
    partitions = List.copyOf(partitions);
  }

  long posts() {
    return partitions.stream().mapToLong(PartitionOffsets::posts).sum();
  }

  /** The partitions of which there is something to read. */
  List<PartitionOffsets> toRead() {
    return partitions.stream().filter(partition -> partition.posts() > 0).toList();
  }

  /** The first offsets as Spark's Kafka source reads them. */
  String startingOffsets() {
    return json(PartitionOffsets::start);
  }

  /** The offsets after the last ones as Spark's Kafka source reads them. */
  String endingOffsets() {
    return json(PartitionOffsets::end);
  }

  private String json(ToLongFunction<PartitionOffsets> offset) {
    return partitions.stream()
        .map(p -> "\"%d\":%d".formatted(p.partition(), offset.applyAsLong(p)))
        .collect(joining(",", "{\"" + topic + "\":{", "}}"));
  }

  /** The partitions as Spark's Kafka source reads them. */
  String assignment() {
    return partitions.stream()
        .map(p -> Integer.toString(p.partition()))
        .collect(joining(",", "{\"" + topic + "\":[", "]}"));
  }

  /** For a person: {@code tweets-0 [10, 500), tweets-1 [7, 480)}. */
  @Override
  public String toString() {
    return partitions.stream()
        .map(p -> "%s-%d [%d, %d)".formatted(topic, p.partition(), p.start(), p.end()))
        .collect(joining(", "));
  }
}
