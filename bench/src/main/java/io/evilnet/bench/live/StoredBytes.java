package io.evilnet.bench.live;

import static io.evilnet.platform.kafka.KafkaAnswer.await;

import io.evilnet.bench.usage.DirectorySize;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Sizes of the data of a running system. Indexes of Kafka's segments are excluded, because they are
 * preallocated sparse files.
 */
record StoredBytes(RunDirectory directory) {

  private static final String BROKER = "kafka-1";
  private static final String CASSANDRA = "cassandra";
  private static final String SEGMENT = ".log";
  private static final Pattern TWEETS =
      Pattern.compile(Pattern.quote(Topics.TWEETS.name()) + "-\\d+");
  private static final double MIB = 1 << 20;

  /**
   * Returns the figures by name.
   *
   * @param bootstrapServers addresses of the brokers, all of which replicate all partitions
   */
  Map<String, Double> figures(String bootstrapServers) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    long posts = retainedPosts(bootstrapServers);
    if (posts > 0) {
      figures.put("bytes per post of a replica of tweets", (double) tweets() / posts);
    }
    figures.put("segments of " + BROKER + ", MiB", segments() / MIB);
    figures.put("state of streams-app, MiB", size(directory.data("streams-app")));
    figures.put("tables of cassandra, MiB", size(directory.data(CASSANDRA).resolve("data")));
    figures.put(
        "commit log of cassandra, MiB", size(directory.data(CASSANDRA).resolve("commitlog")));
    return figures;
  }

  /** Returns the size of the segments of {@code tweets} on a broker. */
  long tweets() throws IOException {
    return DirectorySize.of(
        directory.data(BROKER),
        file ->
            isSegment(file) && TWEETS.matcher(file.getParent().getFileName().toString()).matches());
  }

  /** Returns the size of the segments of all topics on a broker. */
  long segments() throws IOException {
    return DirectorySize.of(directory.data(BROKER), StoredBytes::isSegment);
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().endsWith(SEGMENT);
  }

  private static double size(Path data) throws IOException {
    return DirectorySize.of(data) / MIB;
  }

  private static long retainedPosts(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return offsets(admin, OffsetSpec.latest()) - offsets(admin, OffsetSpec.earliest());
    }
  }

  private static long offsets(Admin admin, OffsetSpec spec) {
    TopicDescription topic =
        await(admin.describeTopics(List.of(Topics.TWEETS.name())).allTopicNames())
            .get(Topics.TWEETS.name());
    Map<TopicPartition, OffsetSpec> partitions =
        topic.partitions().stream()
            .collect(
                Collectors.toMap(
                    each -> new TopicPartition(topic.name(), each.partition()), each -> spec));
    return await(admin.listOffsets(partitions).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }
}
