package io.evilnet.backfill;

import io.evilnet.infra.settings.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;

/** Questions to Kafka, with a bound on the wait for the answer. */
final class KafkaAdmin {

  static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

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
}
