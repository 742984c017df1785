package io.evilnet.infra.cli;

import io.evilnet.infra.process.ServiceFailure;
import io.evilnet.infra.security.KafkaAccounts;
import io.evilnet.infra.security.SecretsDirectory;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.TopicProvisioner;
import io.evilnet.infra.topics.TopicSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Ensures the topics, and the users where Kafka asks who somebody is, once, before the first
 * application that needs them starts.
 */
final class TopicPreparation implements Runnable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaConnection kafka;
  private final TopicSettings settings;
  private final Optional<SecretsDirectory> secrets;
  private final Consumer<Duration> ready;
  private boolean done;

  /**
   * @param kafka as its administrator
   * @param secrets the passwords of its users, where it has any
   * @param ready told how long it took
   */
  TopicPreparation(
      KafkaConnection kafka,
      TopicSettings settings,
      Optional<SecretsDirectory> secrets,
      Consumer<Duration> ready) {
    this.kafka = kafka;
    this.settings = settings;
    this.secrets = secrets;
    this.ready = ready;
  }

  @Override
  public synchronized void run() {
    if (done) {
      return;
    }
    long begin = System.nanoTime();
    try (Admin admin =
        Admin.create(
            kafka.with(
                Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(TIMEOUT.toMillis()))))) {
      new TopicProvisioner(admin).ensure(settings);
      secrets.ifPresent(
          files -> new KafkaAccounts(admin, files).ensure(CountingGroups.applicationId()));
    } catch (KafkaException | IllegalArgumentException e) {
      throw new ServiceFailure(
          "The topics cannot be ensured: " + kafka.refusal(e).orElse(e.getMessage()), e);
    }
    done = true;
    ready.accept(Duration.ofNanos(System.nanoTime() - begin));
  }
}
