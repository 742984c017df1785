package io.evilnet.infra.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes Kafka's topics be as they are defined: creates what is missing, sets what differs, refuses
 * what cannot be changed.
 */
public final class TopicProvisioner {

  private final Admin admin;

  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /**
   * Ensures that all topics are there with their settings.
   *
   * @throws IllegalArgumentException if a topic has another number of partitions, which is part of
   *     the counting contract
   * @throws KafkaException if Kafka does not answer or refuses
   */
  public void ensure(TopicSettings settings) {
    List<NewTopic> topics = Topics.definitions(settings);
    Set<String> existing = await(admin.listTopics().names());
    List<NewTopic> present = new ArrayList<>();
    for (NewTopic topic : topics) {
      if (existing.contains(topic.name()) || !create(topic)) {
        present.add(topic);
      }
    }
    if (!present.isEmpty()) {
      refuseOtherPartitionCounts(present);
      alterConfigs(present);
    }
  }

  /** Creates a topic; false when somebody else has just done so. */
  private boolean create(NewTopic topic) {
    try {
      await(admin.createTopics(List.of(topic)).all());
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  private void refuseOtherPartitionCounts(List<NewTopic> topics) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    Map<String, TopicDescription> found = await(admin.describeTopics(names).allTopicNames());
    for (NewTopic topic : topics) {
      int partitions = found.get(topic.name()).partitions().size();
      if (partitions != topic.numPartitions()) {
        throw new IllegalArgumentException(
            "topic %s has %d partitions, but tweets-partitions is %d: set tweets-partitions to %d, or start with empty data"
                .formatted(topic.name(), partitions, topic.numPartitions(), partitions));
      }
    }
  }

  private void alterConfigs(List<NewTopic> topics) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (NewTopic topic : topics) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
          topic.configs().entrySet().stream()
              .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
              .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
              .collect(Collectors.toList()));
    }
    await(admin.incrementalAlterConfigs(changes).all());
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for Kafka", e);
    }
  }
}
