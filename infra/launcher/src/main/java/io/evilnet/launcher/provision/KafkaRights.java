package io.evilnet.launcher.provision;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.evilnet.launcher.provision.TopicUse.Kind;
import io.evilnet.platform.topics.Topics;
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
 * ACLs of each {@link KafkaUser}: for the topics of its {@link TopicUse}s, and for the consumer
 * groups and internal topics of its process. Everything else is denied; super users are not
 * checked.
 */
final class KafkaRights {
  /** Prefix of the consumer groups that Spark generates. */
  private static final String SPARK_GROUPS = "spark-kafka-";

  private final Set<AclBinding> bindings = new LinkedHashSet<>();

  private KafkaRights() {}

  /**
   * Returns the ACLs of all users.
   *
   * @param applicationId consumer group and prefix of the internal topics of the streams
   *     application
   */
  static Set<AclBinding> all(String applicationId) {
    KafkaRights rights = new KafkaRights();
    for (TopicUse use : TopicUse.all()) {
      rights.topic(use.user(), use.topic(), use.kind() == Kind.READ ? READ : WRITE);
      if (use.user() == KafkaUser.STREAMS) {
        // Verifies the configuration of all topics at startup.
        rights.topic(use.user(), use.topic(), DESCRIBE_CONFIGS);
      }
    }
    String itsOwn = applicationId + "-";
    rights.prefix(KafkaUser.STREAMS, ResourceType.TOPIC, itsOwn, ALL);
    rights.group(KafkaUser.STREAMS, applicationId, READ);
    rights.prefix(KafkaUser.STREAMS, ResourceType.GROUP, itsOwn, READ);

    // Reads the retention.
    rights.topic(KafkaUser.BACKFILL, Topics.TWEETS.name(), DESCRIBE_CONFIGS);
    rights.prefix(KafkaUser.BACKFILL, ResourceType.GROUP, SPARK_GROUPS, READ);
    // Reads the committed offsets of the streams application, which include those of its
    // internal topics.
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
