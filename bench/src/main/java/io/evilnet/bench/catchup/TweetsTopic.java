package io.evilnet.bench.catchup;

import static io.evilnet.platform.kafka.KafkaAnswer.await;

import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The filled topic: its recount, and the committed offsets of a consumer group. */
final class TweetsTopic {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final Admin admin;
  private final String bootstrapServers;
  private final List<TopicPartition> partitions;

  TweetsTopic(Admin admin, String bootstrapServers, int partitions) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(Topics.TWEETS.name(), number))
            .toList();
  }

  /** Recounts all posts in the topic. */
  Recount recount(Progress progress, long posts) throws IOException {
    Recount recount = new Recount();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      if (end != posts) {
        throw new IOException("the topic has %d posts instead of %d".formatted(end, posts));
      }
      while (recount.posts() < posts) {
        for (ConsumerRecord<byte[], byte[]> post : consumer.poll(POLL)) {
          recount.accept(post.value());
        }
        progress.tick(recount::posts);
      }
    }
    return recount;
  }

  /** Returns the sum of a group's committed offsets over all partitions. */
  long committed(String group) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      return partitions.stream()
          .map(committed::get)
          .filter(Objects::nonNull)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (GroupIdNotFoundException notYet) {
      return 0;
    }
  }
}
