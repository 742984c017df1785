package io.evilnet.launcher.provision;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.evilnet.launcher.provision.TopicUse.Kind;
import io.evilnet.platform.settings.StreamOptions;
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
final class KafkaAcls {
  /** Prefix of the consumer groups that Spark generates. */
  private static final String SPARK_GROUPS = "spark-kafka-";

  private final Set<AclBinding> bindings = new LinkedHashSet<>();

  private KafkaAcls() {}

  /**
   * Returns the ACLs of all users.
   *
   * @param applicationId consumer group and prefix of the internal topics of the streams
   *     application
   */
  static Set<AclBinding> all(String applicationId) {
    KafkaAcls acls = new KafkaAcls();
    for (TopicUse use : TopicUse.all()) {
      acls.topic(use.user(), use.topic(), use.kind() == Kind.READ ? READ : WRITE);
      if (use.user() == KafkaUser.STREAMS) {
        // Verifies the configuration of all topics at startup.
        acls.topic(use.user(), use.topic(), DESCRIBE_CONFIGS);
      }
    }
    String internalPrefix = applicationId + "-";
    acls.prefix(KafkaUser.STREAMS, ResourceType.TOPIC, internalPrefix, ALL);
    acls.group(KafkaUser.STREAMS, applicationId, READ);
    acls.prefix(KafkaUser.STREAMS, ResourceType.GROUP, internalPrefix, READ);

    // Reads the retention.
    acls.topic(KafkaUser.BACKFILL, Topics.TWEETS.name(), DESCRIBE_CONFIGS);
    acls.prefix(KafkaUser.BACKFILL, ResourceType.GROUP, SPARK_GROUPS, READ);
    // Reads the committed offsets of the streams application and its sink, and the end
    // offsets of its internal topics.
    acls.group(KafkaUser.BACKFILL, applicationId, DESCRIBE);
    acls.group(KafkaUser.BACKFILL, StreamOptions.sinkGroup(applicationId), DESCRIBE);
    acls.prefix(KafkaUser.BACKFILL, ResourceType.TOPIC, internalPrefix, DESCRIBE);
    return acls.bindings;
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
