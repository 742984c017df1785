package io.evilnet.streams.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of stream processing.
 *
 * @param applicationId application id of Kafka Streams, the name of the consumer group and the
 *     prefix of internal topics
 * @param instance static group instance id, the same after a restart; empty for none
 * @param threads number of stream threads, 1 to 64
 * @param standbys number of standby replicas of each task, 0 or more
 * @param sessionTimeout time after which the tasks of a failed process are reassigned, 1 s or more
 * @param dataDirectory state directory
 * @param emitInterval interval at which changed counts are emitted
 */
public record ProcessingSettings(
    String applicationId,
    String instance,
    int threads,
    int standbys,
    Duration sessionTimeout,
    Path dataDirectory,
    Duration emitInterval) {

  private static final int MAX_THREADS = 64;
  private static final Duration MIN_SESSION_TIMEOUT = Duration.ofSeconds(1);

  public ProcessingSettings {
    requireNonNull(dataDirectory, "dataDirectory");
    requireNonNull(emitInterval, "emitInterval");
    if (!applicationId.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "application-id must be up to 100 letters, digits, '.', '_' and '-', but is '%s'"
              .formatted(applicationId));
    }
    if (!instance.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new IllegalArgumentException(
          "instance must be up to 100 letters, digits, '.', '_' and '-', but is '%s'"
              .formatted(instance));
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "processing-threads must be 1 to %d, but is %d".formatted(MAX_THREADS, threads));
    }
    if (standbys < 0) {
      throw new IllegalArgumentException("standbys must not be negative, but is " + standbys);
    }
    if (sessionTimeout.compareTo(MIN_SESSION_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "session-timeout must be 1s or more, but is " + sessionTimeout);
    }
  }
}
