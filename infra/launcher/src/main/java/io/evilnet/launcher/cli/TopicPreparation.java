package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.provision.KafkaAccounts;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Provisions the topics, and the users if Kafka requires authentication, once, before the first
 * application starts.
 */
final class TopicPreparation implements Runnable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaConnection kafka;
  private final TopicSettings settings;
  private final Optional<SecretsDirectory> secrets;
  private final Consumer<Duration> ready;
  private boolean done;

  /**
   * @param kafka connection of the administrator
   * @param secrets passwords of the users, if Kafka requires authentication
   * @param ready receives the duration
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
      String applicationId = CountingGroups.applicationId();
      new TopicProvisioner(admin).ensure(settings, applicationId);
      secrets.ifPresent(files -> new KafkaAccounts(admin, files).ensure(applicationId));
    } catch (KafkaException | IllegalArgumentException e) {
      throw new ServiceFailure(
          "Cannot provision the topics: " + kafka.refusal(e).orElse(e.getMessage()), e);
    }
    done = true;
    ready.accept(Duration.ofNanos(System.nanoTime() - begin));
  }
}
