package io.evilnet.ingest.cli;

import io.evilnet.infra.settings.KafkaOptions;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How posts are written to Kafka. */
final class PublisherOptions {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--compression",
      paramLabel = "TYPE",
      defaultValue = "lz4",
      description = "Of what is written to Kafka: none, lz4, zstd (default: ${DEFAULT-VALUE}).")
  private Compression compression;

  @Option(
      names = "--delivery-timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "After which posts that Kafka has not acknowledged are sent again, or a replay gives up"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration deliveryTimeout;

  @Option(
      names = "--site",
      paramLabel = "LABEL",
      defaultValue = "local",
      description = "Label of this collector, which each post carries (default: ${DEFAULT-VALUE}).")
  private String site;

  String site() {
    return site;
  }

  /** The values, checked. */
  PublisherSettings settings() {
    return new PublisherSettings(
        kafka.connection(), "evilnet-ingest-" + site, compression, deliveryTimeout);
  }
}
