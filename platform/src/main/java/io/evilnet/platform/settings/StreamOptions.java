package io.evilnet.platform.settings;

import picocli.CommandLine.Option;

/**
 * Command-line option that identifies the streams application, for its own processes and for those
 * that read its progress.
 */
public final class StreamOptions {

  /** The default of {@code application-id}. */
  public static final String APPLICATION_ID = "evilnet-city-counts";

  @Option(
      names = "--application-id",
      paramLabel = "NAME",
      defaultValue = APPLICATION_ID,
      description =
          "application.id: consumer group, and prefix of the internal topics and of city-counts (without a"
              + " prefix by default); instances with the same value share the partitions (default: ${DEFAULT-VALUE}).")
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
