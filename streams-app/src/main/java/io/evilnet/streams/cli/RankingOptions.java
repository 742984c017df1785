package io.evilnet.streams.cli;

import io.evilnet.streams.ranking.RankingSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the ranking of the last hour is kept. */
final class RankingOptions {

  @Option(
      names = "--ranking-interval",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description =
          "How often the ranking of the last hour is renewed (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--ranking-size",
      paramLabel = "N",
      defaultValue = "20",
      description = "Cities at the top and at the bottom of it (default: ${DEFAULT-VALUE}).")
  private int size;

  /** The values, checked. */
  RankingSettings settings() {
    return new RankingSettings(interval, size);
  }
}
