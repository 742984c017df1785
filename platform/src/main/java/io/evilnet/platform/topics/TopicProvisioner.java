package io.evilnet.platform.topics;

import static io.evilnet.platform.kafka.KafkaAnswer.await;

import io.evilnet.platform.settings.StreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates missing topics, alters differing configurations, and rejects topics with another number
 * of partitions.
 */
public final class TopicProvisioner {

  private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration RETRY_BACKOFF = Duration.ofMillis(100);

  private final Admin admin;

  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /** Ensures the topics with the default {@code application-id}. */
  public void ensure(TopicSettings settings) {
    ensure(settings, StreamOptions.APPLICATION_ID);
  }

  /**
   * Ensures that all topics of an application exist with their configuration.
   *
   * @throws IllegalArgumentException if a topic has another number of partitions, which is part of
   *     the counting contract
   * @throws KafkaException if Kafka does not respond or rejects a request
   */
  public void ensure(TopicSettings settings, String applicationId) {
    List<NewTopic> topics = Topics.definitions(settings, applicationId);
    Set<String> existing = await(admin.listTopics().names());
    List<NewTopic> present = new ArrayList<>();
    for (NewTopic topic : topics) {
      if (existing.contains(topic.name()) || !create(topic)) {
        present.add(topic);
      }
    }
    if (!present.isEmpty()) {
      requirePartitionCounts(present);
      alterConfigs(present);
    }
  }

  /** Creates a topic; returns false if another client has created it concurrently. */
  private boolean create(NewTopic topic) {
    try {
      await(admin.createTopics(List.of(topic)).all());
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  private void requirePartitionCounts(List<NewTopic> topics) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    Map<String, TopicDescription> found =
        retryWhileUnknown(() -> admin.describeTopics(names).allTopicNames());
    for (NewTopic topic : topics) {
      int partitions = found.get(topic.name()).partitions().size();
      if (partitions != topic.numPartitions()) {
        throw new IllegalArgumentException(
            "topic %s has %d partitions, but tweets-partitions is %d: set tweets-partitions to %d, or start with an empty data directory"
                .formatted(topic.name(), partitions, topic.numPartitions(), partitions));
      }
    }
  }

  /**
   * Alters only differing configurations, so that a user without ALTER_CONFIGS succeeds if there
   * are none.
   */
  private void alterConfigs(List<NewTopic> topics) {
    Map<ConfigResource, Config> found =
        await(
            admin.describeConfigs(topics.stream().map(TopicProvisioner::resource).toList()).all());
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (NewTopic topic : topics) {
      List<AlterConfigOp> different = different(topic.configs(), found.get(resource(topic)));
      if (!different.isEmpty()) {
        changes.put(resource(topic), different);
      }
    }
    if (!changes.isEmpty()) {
      await(admin.incrementalAlterConfigs(changes).all());
    }
  }

  private static List<AlterConfigOp> different(Map<String, String> required, Config found) {
    return required.entrySet().stream()
        .filter(
            setting -> {
              ConfigEntry entry = found.get(setting.getKey());
              return entry == null || !setting.getValue().equals(entry.value());
            })
        .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
        .toList();
  }

  private static ConfigResource resource(NewTopic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  /**
   * Retries a request while the contacted broker's metadata does not contain a newly created topic.
   */
  private static <T> T retryWhileUnknown(Supplier<KafkaFuture<T>> request) {
    long deadline = System.nanoTime() + METADATA_TIMEOUT.toNanos();
    while (true) {
      try {
        return await(request.get());
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_BACKOFF.toNanos());
      }
    }
  }
}
