package io.evilnet.ingest.cli;

import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.SpoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How received lines are kept until Kafka has them. */
final class SpoolOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".evilnet/data/ingest",
      description =
          "Where received posts wait for Kafka, in a folder 'spool' (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--spool-segment",
      paramLabel = "SIZE",
      defaultValue = "64m",
      converter = ByteSizeConverter.class,
      description = "Size of one of its files; a file goes as a whole (default: ${DEFAULT-VALUE}).")
  private long segmentBytes;

  @Option(
      names = "--spool-max",
      paramLabel = "SIZE",
      defaultValue = "8g",
      converter = ByteSizeConverter.class,
      description =
          "The most it may take; reading stops there, nothing is evicted"
              + " (default: ${DEFAULT-VALUE}).")
  private long maxBytes;

  @Option(
      names = "--spool-segment-age",
      paramLabel = "DURATION",
      defaultValue = "15m",
      description =
          "After which a file is ended, so that acknowledged posts do not stay"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration segmentAge;

  @Option(
      names = "--spool-fsync",
      paramLabel = "POLICY",
      defaultValue = "none",
      description =
          "none: accepted posts survive the death of the process; batch: a power cut as well"
              + " (default: ${DEFAULT-VALUE}).")
  private FsyncPolicy fsync;

  /** The values, checked. */
  SpoolSettings settings() {
    return new SpoolSettings(directory.resolve("spool"), segmentBytes, maxBytes, segmentAge, fsync);
  }
}
