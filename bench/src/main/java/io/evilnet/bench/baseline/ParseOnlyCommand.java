package io.evilnet.bench.baseline;

import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * B0: one thread that consumes all posts and reads the counted fields with Jackson's streaming
 * parser, without counting or state: the upper bound for a single-threaded program with Jackson.
 */
@Command(name = "b0", description = "Consumes the posts and parses the required fields.")
final class ParseOnlyCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofSeconds(1);

  /** Ten times the default, to reduce the consumer's overhead per record. */
  private static final int MAX_POLL_RECORDS = 5_000;

  @Spec private CommandSpec spec;

  @Option(names = "--bootstrap-servers", required = true)
  private String bootstrapServers;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            MAX_POLL_RECORDS);
    long posts = 0;
    FieldReader reader = new FieldReader();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.TWEETS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long all = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (posts < all) {
        for (ConsumerRecord<byte[], byte[]> post : consumer.poll(POLL)) {
          reader.read(post.value());
          posts++;
        }
      }
    }
    if (reader.checksum() == 0) {
      throw new IOException("none of the %d posts contains a required field".formatted(posts));
    }
    new Report(posts, 0).print(spec.commandLine().getOut());
    return 0;
  }
}
