package io.evilnet.infra.security;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

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
 * What each of {@link KafkaUser} may do. What is not here is refused; super users are asked
 * nothing.
 */
final class KafkaRights {
  private static final String TWEETS = Topics.TWEETS.name();
  private static final String DEAD = Topics.TWEETS_DEAD.name();
  private static final String COUNTS = Topics.CITY_COUNTS.name();
  private static final String GAPS = Topics.INGEST_GAPS.name();
  private static final String SKETCH_KEYS = Topics.SKETCH_KEYS.name();

  /** The groups that Spark makes up begin so. */
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
    rights.topic(KafkaUser.INGEST, TWEETS, WRITE, DESCRIBE);
    rights.topic(KafkaUser.INGEST, GAPS, WRITE, DESCRIBE);

    rights.topic(KafkaUser.STREAMS, TWEETS, READ, DESCRIBE, DESCRIBE_CONFIGS);
    rights.topic(KafkaUser.STREAMS, DEAD, WRITE, DESCRIBE, DESCRIBE_CONFIGS);
    rights.topic(KafkaUser.STREAMS, COUNTS, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS);
    rights.topic(KafkaUser.STREAMS, GAPS, READ, DESCRIBE, DESCRIBE_CONFIGS);
    rights.topic(KafkaUser.STREAMS, SKETCH_KEYS, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS);
    rights.prefix(KafkaUser.STREAMS, ResourceType.TOPIC, applicationId + "-", ALL);
    rights.prefix(KafkaUser.STREAMS, ResourceType.GROUP, applicationId, READ, DESCRIBE);

    rights.topic(KafkaUser.BACKFILL, TWEETS, READ, DESCRIBE, DESCRIBE_CONFIGS);
    rights.topic(KafkaUser.BACKFILL, SKETCH_KEYS, READ, WRITE, DESCRIBE);
    rights.prefix(KafkaUser.BACKFILL, ResourceType.GROUP, SPARK_GROUPS, READ, DESCRIBE);
    // How far the counting is: of all its topics, as that is asked in one question.
    rights.prefix(KafkaUser.BACKFILL, ResourceType.GROUP, applicationId, DESCRIBE);
    rights.prefix(KafkaUser.BACKFILL, ResourceType.TOPIC, applicationId + "-", DESCRIBE);

    rights.topic(KafkaUser.READER, TWEETS, READ, DESCRIBE);
    return rights.bindings;
  }

  private void topic(KafkaUser user, String topic, AclOperation... operations) {
    allow(user, new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operations);
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
