package io.evilnet.streams.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How this process takes part in the counting.
 *
 * @param applicationId names the consumer group and the internal topics; the same for all processes
 *     that share the work
 * @param instance names this process among them, the same after a restart; empty for none
 * @param threads that process, 1 to 64
 * @param standbys warm copies of the state on other processes, 0 or more
 * @param sessionTimeout after which the work of a process that is gone passes to others, 1 s or
 *     more; one that is back sooner keeps it
 * @param dataDirectory where the state is kept
 * @param emitInterval how often changed counts are sent on
 */
public record ProcessingSettings(
    String applicationId,
    String instance,
    int threads,
    int standbys,
    Duration sessionTimeout,
    Path dataDirectory,
    Duration emitInterval) {

  private static final int MOST_THREADS = 64;
  private static final Duration SHORTEST_SESSION = Duration.ofSeconds(1);

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
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "processing-threads must be 1 to %d, but is %d".formatted(MOST_THREADS, threads));
    }
    if (standbys < 0) {
      throw new IllegalArgumentException("standbys must not be negative, but is " + standbys);
    }
    if (sessionTimeout.compareTo(SHORTEST_SESSION) < 0) {
      throw new IllegalArgumentException(
          "session-timeout must be 1s or more, but is " + sessionTimeout);
    }
  }
}
