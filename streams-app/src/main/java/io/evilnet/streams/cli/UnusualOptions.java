package io.evilnet.streams.cli;

import io.evilnet.streams.unusual.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the reports of unusual cities and areas. */
final class UnusualOptions {

  @Option(
      names = "--unusual-webhook",
      paramLabel = "URL",
      description =
          "URL to which a JSON report is posted when a city, region or country becomes unusual. If the"
              + " URL contains a token, set EVILNET_UNUSUAL_WEBHOOK instead, as options are visible in the"
              + " process list.")
  private URI webhook;

  @Option(
      names = "--unusual-cool-down",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Minimum time between two reports of a city or area (default: ${DEFAULT-VALUE}).")
  private Duration coolDown;

  /** Returns the validated settings. */
  WebhookSettings settings() {
    return new WebhookSettings(Optional.ofNullable(webhook), coolDown);
  }
}
