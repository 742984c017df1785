package io.evilnet.infra.security;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.evilnet.infra.security.TopicUse.Kind;
import io.evilnet.infra.topics.Topics;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of each {@link KafkaUser}: to the topics of its {@link TopicUse}s, and to the consumer
 * groups and internal topics of its process. Everything else is refused; super users are not
 * checked.
 */
final class KafkaRights {
  /** The prefix of the groups that Spark makes up. */
  private static final String SPARK_GROUPS = "spark-kafka-";

  private final Set<AclBinding> bindings = new LinkedHashSet<>();

  private KafkaRights() {}

  /**
   * All of them.
   *
   * @param applicationId names the consumer groups and the internal topics of the counting
   */
  static Set<AclBinding> all(String applicationId) {
    KafkaRights rights = new KafkaRights();
    for (TopicUse use : TopicUse.all()) {
      rights.topic(use.user(), use.topic(), use.kind() == Kind.READ ? READ : WRITE);
      if (use.user() == KafkaUser.STREAMS) {
        // Compares the settings of all topics with what they should be when it starts.
        rights.topic(use.user(), use.topic(), DESCRIBE_CONFIGS);
      }
    }
    String itsOwn = applicationId + "-";
    rights.prefix(KafkaUser.STREAMS, ResourceType.TOPIC, itsOwn, ALL);
    rights.group(KafkaUser.STREAMS, applicationId, READ);
    rights.prefix(KafkaUser.STREAMS, ResourceType.GROUP, itsOwn, READ);

    // Asks for the retention.
    rights.topic(KafkaUser.BACKFILL, Topics.TWEETS.name(), DESCRIBE_CONFIGS);
    rights.prefix(KafkaUser.BACKFILL, ResourceType.GROUP, SPARK_GROUPS, READ);
    // Asks for the committed offsets of the counting, which include those of its own topics.
    rights.group(KafkaUser.BACKFILL, applicationId, DESCRIBE);
    rights.prefix(KafkaUser.BACKFILL, ResourceType.TOPIC, itsOwn, DESCRIBE);
    return rights.bindings;
  }

  private void topic(KafkaUser user, String topic, AclOperation... operations) {
    allow(user, new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operations);
  }

  private void group(KafkaUser user, String group, AclOperation... operations) {
    allow(user, new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL), operations);
  }

  private void prefix(
      KafkaUser user, ResourceType type, String prefix, AclOperation... operations) {
    allow(user, new ResourcePattern(type, prefix, PatternType.PREFIXED), operations);
  }

  private void allow(KafkaUser user, ResourcePattern resource, AclOperation... operations) {
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              resource,
              new AccessControlEntry(user.principal(), "*", operation, AclPermissionType.ALLOW)));
    }
  }
}
