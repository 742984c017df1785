package io.evilnet.launcher.cli;

import picocli.CommandLine.Option;

/** Settings of earlier versions that are rejected, since ignoring them would change the results. */
final class RemovedOptions {
  @Option(
      names = "--validate-cron",
      paramLabel = "CRON",
      hidden = true,
      description = "Removed: set validate-every.")
  private String cron;

  /**
   * Verifies that no removed setting is set.
   *
   * @throws IllegalArgumentException naming the setting and its replacement
   */
  void requireNone() {
    if (cron != null) {
      throw new IllegalArgumentException(
          "validate-cron is no longer supported: replace '%s' by an interval, validate-every=15m for '0 0/15 * * * ?'"
              .formatted(cron));
    }
  }
}
