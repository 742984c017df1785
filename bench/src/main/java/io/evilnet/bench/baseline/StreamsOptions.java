package io.evilnet.bench.baseline;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Option;

/** Options of a baseline on Kafka Streams. */
final class StreamsOptions {

  private static final int THREADS = 2;
  private static final int REPLICATION_FACTOR = 2;

  @Option(names = "--bootstrap-servers", required = true)
  private String bootstrapServers;

  @Option(names = "--application-id", required = true)
  private String applicationId;

  @Option(names = "--data-dir", required = true)
  private Path dataDirectory;

  @Option(names = "--results", required = true, description = "Topic of the totals.")
  private String results;

  @Option(names = "--posts", required = true, description = "Number of posts to count.")
  private long posts;

  /** Returns two threads and replication factor 2, as in streams-app; otherwise the defaults. */
  Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, dataDirectory.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, REPLICATION_FACTOR);
    return properties;
  }

  String results() {
    return results;
  }

  long posts() {
    return posts;
  }
}
