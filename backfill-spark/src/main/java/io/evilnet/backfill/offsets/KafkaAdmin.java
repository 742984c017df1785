package io.evilnet.backfill.offsets;

import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;

/** Requests to Kafka's admin API with a timeout. */
public final class KafkaAdmin {

  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  private KafkaAdmin() {}

  /**
   * Sends a request and returns its result.
   *
   * @throws UnavailableException if Kafka does not respond
   */
  static <T> T send(KafkaConnection kafka, Function<Admin, T> request) {
    Map<String, Object> config =
        kafka.with(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis()),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis() / 2)));
    try (Admin admin = Admin.create(config)) {
      return request.apply(admin);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "Kafka is not available at %s: start it with ./start-all.sh, or set --bootstrap-servers HOST:PORT"
              .formatted(kafka),
          e);
    }
  }
}
