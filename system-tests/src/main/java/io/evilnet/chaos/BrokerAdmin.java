package io.evilnet.chaos;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Who asks the brokers of a system how they are. */
final class BrokerAdmin {

  private BrokerAdmin() {}

  /** Opens one that waits for so long at most for each answer. */
  static Admin open(RunningSystem system, Duration answerWithin) {
    int timeout = Math.toIntExact(answerWithin.toMillis());
    return Admin.create(
        system
            .clients()
            .kafka()
            .with(
                Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout)));
  }
}
