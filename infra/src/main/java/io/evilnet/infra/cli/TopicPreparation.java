package io.evilnet.infra.cli;

import io.evilnet.infra.process.ServiceFailure;
import io.evilnet.infra.topics.TopicProvisioner;
import io.evilnet.infra.topics.TopicSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Ensures the topics, once, before the first application that needs them starts. */
final class TopicPreparation implements Runnable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final TopicSettings settings;
  private final Consumer<Duration> ready;
  private boolean done;

  /**
   * @param ready told how long it took
   */
  TopicPreparation(String bootstrapServers, TopicSettings settings, Consumer<Duration> ready) {
    this.bootstrapServers = bootstrapServers;
    this.settings = settings;
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
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis())))) {
      new TopicProvisioner(admin).ensure(settings);
    } catch (KafkaException | IllegalArgumentException e) {
      throw new ServiceFailure("The topics cannot be ensured: " + e.getMessage(), e);
    }
    done = true;
    ready.accept(Duration.ofNanos(System.nanoTime() - begin));
  }
}
