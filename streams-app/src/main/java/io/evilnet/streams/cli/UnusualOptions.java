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
          "Where to post a JSON report when a city, region or country becomes unusual. If the"
              + " address holds a token, set EVILNET_UNUSUAL_WEBHOOK instead: the process list shows"
              + " options.")
  private URI webhook;

  @Option(
      names = "--unusual-cool-down",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "After a report of a city or area, the time without another one of it (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration coolDown;

  /** Returns the validated settings. */
  WebhookSettings settings() {
    return new WebhookSettings(Optional.ofNullable(webhook), coolDown);
  }
}
