package io.evilnet.ingest.cli;

import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.platform.settings.ByteSizeConverter;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Command-line options of the spool. */
final class SpoolOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".evilnet/data/ingest",
      description = "Data directory, which contains the spool (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--spool-segment",
      paramLabel = "SIZE",
      defaultValue = "64m",
      converter = ByteSizeConverter.class,
      description =
          "Size of a segment of the spool; segments are deleted as a whole (default: ${DEFAULT-VALUE}).")
  private long segmentBytes;

  @Option(
      names = "--spool-max",
      paramLabel = "SIZE",
      defaultValue = "8g",
      converter = ByteSizeConverter.class,
      description =
          "Maximum size of the spool; at the limit reading stops, nothing is evicted"
              + " (default: ${DEFAULT-VALUE}).")
  private long maxBytes;

  @Option(
      names = "--spool-segment-age",
      paramLabel = "DURATION",
      defaultValue = "15m",
      description =
          "Age at which a segment of the spool is rolled, so that acknowledged posts can be deleted"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration segmentAge;

  @Option(
      names = "--spool-fsync",
      paramLabel = "POLICY",
      defaultValue = "none",
      description =
          "none: accepted posts survive a process crash; batch: a power failure as well"
              + " (default: ${DEFAULT-VALUE}).")
  private FsyncPolicy fsync;

  /** Returns the validated settings. */
  SpoolSettings settings() {
    return new SpoolSettings(directory.resolve("spool"), segmentBytes, maxBytes, segmentAge, fsync);
  }
}
