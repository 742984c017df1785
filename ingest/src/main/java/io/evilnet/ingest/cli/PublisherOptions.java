package io.evilnet.ingest.cli;

import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.platform.kafka.KafkaOptions;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the producer. */
final class PublisherOptions {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--compression",
      paramLabel = "TYPE",
      defaultValue = "lz4",
      description =
          "compression.type of the producer: none, lz4, zstd (default: ${DEFAULT-VALUE}).")
  private Compression compression;

  @Option(
      names = "--delivery-timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "delivery.timeout.ms of the producer, after which ingest resends unacknowledged posts and a replay fails"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration deliveryTimeout;

  @Option(
      names = "--site",
      paramLabel = "LABEL",
      defaultValue = "local",
      description =
          "Label of this collector, in a header of each post (default: ${DEFAULT-VALUE}).")
  private String site;

  /**
   * Returns the validated label.
   *
   * @throws IllegalArgumentException if it is not valid in a header, a client id and a frame
   */
  String site() {
    if (!site.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
    return site;
  }

  /** Returns the validated settings. */
  PublisherSettings settings() {
    return new PublisherSettings(
        kafka.connection(), "evilnet-ingest-" + site(), compression, deliveryTimeout);
  }
}
