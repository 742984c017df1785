package io.evilnet.streams.app;

import io.evilnet.platform.kafka.KafkaAnswer;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits indefinitely until Kafka is available and the topics exist. */
final class KafkaReadiness {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReadiness.class);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaConnection kafka;
  private final TopicSettings topics;
  private final String applicationId;
  private String lastProblem = "";
  private String tweetsId = "";

  KafkaReadiness(KafkaConnection kafka, TopicSettings topics, String applicationId) {
    this.kafka = kafka;
    this.topics = topics;
    this.applicationId = applicationId;
  }

  /**
   * Checks once, with a short timeout.
   *
   * @return true if the topics exist and have the required configuration
   * @throws IllegalArgumentException if they can never be, with these settings
   */
  boolean isReady() throws InterruptedException {
    return isReady(FIRST_TIMEOUT);
  }

  /**
   * Waits until the topics have the required configuration.
   *
   * @param stop cancels the wait
   * @return true if they have it; false if the wait was cancelled
   * @throws IllegalArgumentException if they can never be, with these settings
   */
  boolean await(CountDownLatch stop) throws InterruptedException {
    do {
      if (isReady(TIMEOUT)) {
        return true;
      }
    } while (!stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    return false;
  }

  /** Returns the id of the topic {@code tweets}, available once it is ready. */
  String tweetsId() {
    return tweetsId;
  }

  private boolean isReady(Duration within) throws InterruptedException {
    try (Admin admin = kafka.admin(within)) {
      new TopicProvisioner(admin).ensure(topics, applicationId);
      String tweets = Topics.TWEETS.name();
      tweetsId =
          KafkaAnswer.await(admin.describeTopics(List.of(tweets)).allTopicNames())
              .get(tweets)
              .topicId()
              .toString();
      return true;
    } catch (KafkaException e) {
      if (!e.toString().equals(lastProblem)) {
        lastProblem = e.toString();
        LOG.warn(
            "Kafka is not ready at {} ({}); retrying",
            kafka,
            kafka.refusal(e).orElse(e.getMessage()));
      }
      return false;
    }
  }
}
