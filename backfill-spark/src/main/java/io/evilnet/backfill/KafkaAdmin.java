package io.evilnet.backfill;

import io.evilnet.infra.settings.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** Questions to Kafka, with a bound on the wait for the answer. */
final class KafkaAdmin {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private KafkaAdmin() {}

  /**
   * Asks.
   *
   * @throws UnavailableException if Kafka does not answer
   */
  static <T> T ask(KafkaConnection kafka, Function<Admin, T> question) {
    Map<String, Object> config =
        kafka.with(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(ANSWER_WITHIN.toMillis()),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(ANSWER_WITHIN.toMillis() / 2)));
    try (Admin admin = Admin.create(config)) {
      return question.apply(admin);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "Kafka does not answer at %s: start it with ./start-all.sh, or name another with --bootstrap-servers HOST:PORT"
              .formatted(kafka),
          e);
    }
  }

  /** Waits for an answer; the failure is Kafka's own. */
  static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for Kafka", e);
    }
  }
}
