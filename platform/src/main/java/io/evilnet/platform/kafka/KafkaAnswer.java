package io.evilnet.platform.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Blocking access to the futures of the Kafka admin client. */
public final class KafkaAnswer {

  private KafkaAnswer() {}

  /**
   * Waits for the result.
   *
   * @throws KafkaException if the request failed or the thread was interrupted
   */
  public static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for a response from Kafka", e);
    }
  }
}
