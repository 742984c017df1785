package io.evilnet.infra.settings;

import picocli.CommandLine.Option;

/** Which stream is meant, for the processes that count and for those that look how far it is. */
public final class StreamOptions {

  @Option(
      names = "--application-id",
      paramLabel = "NAME",
      defaultValue = "evilnet-city-counts",
      description =
          "Names the consumer group and the internal topics; processes with the same one share the"
              + " work (default: ${DEFAULT-VALUE}).")
  private String applicationId;

  /** The consumer group that reads {@code tweets} to count them. */
  public String applicationId() {
    return applicationId;
  }

  /** The consumer group of the same application that brings its counts to Cassandra. */
  public static String sinkGroup(String applicationId) {
    return applicationId + "-sink";
  }
}
