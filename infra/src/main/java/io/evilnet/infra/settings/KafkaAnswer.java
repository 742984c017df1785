package io.evilnet.infra.settings;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka answers to an administrator, for those who have nothing to do until then. */
public final class KafkaAnswer {

  private KafkaAnswer() {}

  /**
   * Waits for the answer.
   *
   * @throws KafkaException what Kafka refuses, as it is; or that this thread was interrupted
   */
  public static <T> T await(KafkaFuture<T> future) {
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
