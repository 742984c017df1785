package io.evilnet.streams.cli;

import io.evilnet.streams.ranking.RankingSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of the ranking of the last hour. */
final class RankingOptions {

  @Option(
      names = "--ranking-interval",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description =
          "Interval at which the ranking of the last hour is updated (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--ranking-size",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Number of cities at the top and at the bottom of the ranking (default: ${DEFAULT-VALUE}).")
  private int size;

  /** Returns the validated settings. */
  RankingSettings settings() {
    return new RankingSettings(interval, size);
  }
}
