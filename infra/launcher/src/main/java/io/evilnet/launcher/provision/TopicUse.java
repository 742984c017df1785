package io.evilnet.launcher.provision;

import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.Topics;
import java.util.Set;

/**
 * Declaration that a process reads or writes a topic. A test compares the declarations with the
 * code in both directions.
 *
 * @param user user of the process
 * @param topic name of the topic
 * @param kind operation of the process
 */
public record TopicUse(KafkaUser user, String topic, Kind kind) {

  /** Operations on a topic; each implies DESCRIBE. */
  public enum Kind {
    READ,
    WRITE
  }

  /** Returns all declarations. */
  public static Set<TopicUse> all() {
    return Set.of(
        writes(KafkaUser.INGEST, Topics.TWEETS),
        writes(KafkaUser.INGEST, Topics.TWEETS_DEAD),
        reads(KafkaUser.INGEST, Topics.TWEETS_DEAD),
        writes(KafkaUser.INGEST, Topics.INGEST_GAPS),
        reads(KafkaUser.STREAMS, Topics.TWEETS),
        writes(KafkaUser.STREAMS, Topics.TWEETS_DEAD),
        writes(KafkaUser.STREAMS, Topics.CITY_COUNTS),
        reads(KafkaUser.STREAMS, Topics.CITY_COUNTS),
        reads(KafkaUser.STREAMS, Topics.INGEST_GAPS),
        reads(KafkaUser.STREAMS, Topics.SKETCH_KEYS),
        writes(KafkaUser.STREAMS, Topics.SKETCH_KEYS),
        reads(KafkaUser.BACKFILL, Topics.TWEETS),
        reads(KafkaUser.BACKFILL, Topics.CITY_COUNTS),
        reads(KafkaUser.BACKFILL, Topics.SKETCH_KEYS),
        writes(KafkaUser.BACKFILL, Topics.SKETCH_KEYS),
        reads(KafkaUser.READER, Topics.TWEETS));
  }

  private static TopicUse reads(KafkaUser user, Topic<?, ?> topic) {
    return new TopicUse(user, topic.name(), Kind.READ);
  }

  private static TopicUse writes(KafkaUser user, Topic<?, ?> topic) {
    return new TopicUse(user, topic.name(), Kind.WRITE);
  }
}
