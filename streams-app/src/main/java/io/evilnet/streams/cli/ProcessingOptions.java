package io.evilnet.streams.cli;

import io.evilnet.infra.settings.StreamOptions;
import io.evilnet.streams.app.ProcessingSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How this process takes part in the counting. */
final class ProcessingOptions {

  private static final int MOST_THREADS_BY_DEFAULT = 4;

  @Mixin private StreamOptions stream;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      defaultValue = "streams-1",
      description =
          "Names this process among those that share the work, the same after a restart, so that"
              + " it goes on at once; empty for none (default: ${DEFAULT-VALUE}).")
  private String instance;

  @Option(
      names = "--processing-threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads that count; 0 for one a core, up to four (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Warm copies of the state on other processes, for a faster takeover"
              + " (default: ${DEFAULT-VALUE}).")
  private int standbys;

  @Option(
      names = "--session-timeout",
      paramLabel = "DURATION",
      defaultValue = "6s",
      description =
          "After which the work of a process that is gone passes to others; no less than the"
              + " brokers' group.min.session.timeout.ms (default: ${DEFAULT-VALUE}).")
  private Duration sessionTimeout;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".evilnet/data/streams-app",
      description = "Where the state is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDirectory;

  @Option(
      names = "--emit-interval",
      paramLabel = "DURATION",
      defaultValue = "250ms",
      description =
          "How often changed counts are emitted; while posts have waited for more than 2s, a fifth of"
              + " that apart, 32s at most (default: ${DEFAULT-VALUE}).")
  private Duration emitInterval;

  /** The values, checked. */
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
    return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS_BY_DEFAULT);
  }
}
