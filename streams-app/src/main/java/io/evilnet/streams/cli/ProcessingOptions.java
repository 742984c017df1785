package io.evilnet.streams.cli;

import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.streams.app.ProcessingSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of stream processing. */
final class ProcessingOptions {

  private static final int MAX_DEFAULT_THREADS = 4;

  @Mixin private StreamOptions stream;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      defaultValue = "streams-1",
      description =
          "Name of this process within the application id (static membership), the same after a restart, so that it resumes without a rebalance; empty for none (default: ${DEFAULT-VALUE}).")
  private String instance;

  @Option(
      names = "--processing-threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stream threads; 0 for one per core, up to four (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Standby replicas of the state on other processes, for a faster takeover (default: ${DEFAULT-VALUE}).")
  private int standbys;

  @Option(
      names = "--session-timeout",
      paramLabel = "DURATION",
      defaultValue = "6s",
      description =
          "Time after which the tasks of a failed process are reassigned; at least the brokers' group.min.session.timeout.ms (default: ${DEFAULT-VALUE}).")
  private Duration sessionTimeout;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".evilnet/data/streams-app",
      description = "State directory (default: ${DEFAULT-VALUE}).")
  private Path dataDirectory;

  @Option(
      names = "--emit-interval",
      paramLabel = "DURATION",
      defaultValue = "250ms",
      description =
          "Interval at which changed counts are emitted, at most 1m. While posts are delayed by more than 2s, a fifth of"
              + " the delay, at most 32s; for open windows four times as long from 20s on, at most 128s"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration emitInterval;

  /** Returns the validated settings. */
  ProcessingSettings settings() {
    return new ProcessingSettings(
        stream.applicationId(),
        instance,
        threads == 0 ? defaultThreads() : threads,
        standbys,
        sessionTimeout,
        dataDirectory,
        emitInterval);
  }

  private static int defaultThreads() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MAX_DEFAULT_THREADS);
  }
}
