package io.evilnet.platform.topics;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Command-line option of the retention. */
public final class RetentionOption {

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description =
          "Maximum retention of raw posts and counts in Kafka (default: ${DEFAULT-VALUE}).")
  private Duration retention;

  public Duration retention() {
    return retention;
  }
}
