package io.evilnet.backfill.job;

import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.store.session.CassandraSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a run.
 *
 * @param mode the treatment of differences
 * @param windows the requested windows
 * @param rules the counting rules
 * @param onlyRetained true to succeed even if no window can be counted
 * @param trustKafka true to assume that Kafka retains all posts of the windows
 * @param kafka the connection to Kafka
 * @param applicationId the consumer group of the stream
 * @param live the connection to Cassandra, with the keyspace of the live counts and the log of runs
 * @param trustStore the CA certificates of {@code live} as a trust store for the executors;
 *     required if {@code live} has any
 * @param into the keyspace to compare and to write, if other than that of {@code live}
 * @param report directory for the reports
 * @param workerWithin maximum time to wait for a worker
 */
public record JobSettings(
    Mode mode,
    TimeRange windows,
    boolean onlyRetained,
    boolean trustKafka,
    CountingRules rules,
    KafkaConnection kafka,
    String applicationId,
    CassandraSettings live,
    Optional<Path> trustStore,
    Optional<String> into,
    Path report,
    Duration workerWithin) {

  public JobSettings {
    if (into.isPresent() && into.get().equals(live.keyspace())) {
      throw new IllegalArgumentException(
          "into must not be the keyspace of the stream, " + live.keyspace());
    }
    if (onlyRetained && trustKafka) {
      throw new IllegalArgumentException(
          "--only-retained and --trust-kafka are mutually exclusive");
    }
    if (workerWithin.isNegative() || workerWithin.isZero()) {
      throw new IllegalArgumentException(
          "worker-within must be more than 0, but is " + workerWithin);
    }
    target(live, into);
  }

  /** Returns the connection to Cassandra, with the keyspace to compare and to write. */
  public CassandraSettings target() {
    return target(live, into);
  }

  private static CassandraSettings target(CassandraSettings live, Optional<String> into) {
    return live.withKeyspace(into.orElse(live.keyspace()));
  }
}
