package io.evilnet.platform.settings;

import picocli.CommandLine.Option;

/**
 * Command-line option that identifies the streams application, for the processes that count and for
 * those that read its progress.
 */
public final class StreamOptions {

  @Option(
      names = "--application-id",
      paramLabel = "NAME",
      defaultValue = "evilnet-city-counts",
      description =
          "application.id: consumer group and prefix of the internal topics; instances with the same"
              + " value share the partitions (default: ${DEFAULT-VALUE}).")
  private String applicationId;

  /** Returns the consumer group that reads {@code tweets}. */
  public String applicationId() {
    return applicationId;
  }

  /** Returns the consumer group of the same application that writes its counts to Cassandra. */
  public static String sinkGroup(String applicationId) {
    return applicationId + "-sink";
  }
}
