package io.evilnet.chaos.system;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Creates admin clients of a system's brokers. */
public final class BrokerAdmin {

  private BrokerAdmin() {}

  /** Creates a client with a timeout of its API calls and requests. */
  public static Admin open(RunningSystem system, Duration apiTimeout) {
    int timeout = Math.toIntExact(apiTimeout.toMillis());
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
