package io.evilnet.backfill;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run does.
 *
 * @param mode what is done about differences
 * @param windows the windows that are asked for
 * @param rules how is counted
 * @param onlyRetained whether it is no failure when no window can be counted
 * @param trustKafka whether all posts of the windows are there, as somebody says who knows
 * @param kafka how Kafka is reached
 * @param applicationId the consumer group of the stream
 * @param live Cassandra, with the keyspace of the live counts, which has the log of runs
 * @param trustStore the authorities of {@code live} in the format that the executors take; needed
 *     where they are named
 * @param into the keyspace to compare and to write, when it is another one
 * @param report directory for the reports
 * @param workerWithin how long to wait for a worker
 */
record JobSettings(
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

  JobSettings {
    if (into.isPresent() && into.get().equals(live.keyspace())) {
      throw new IllegalArgumentException(
          "into must name another keyspace than that of the live counts, " + live.keyspace());
    }
    if (onlyRetained && trustKafka) {
      throw new IllegalArgumentException("give either --only-retained or --trust-kafka");
    }
    if (workerWithin.isNegative() || workerWithin.isZero()) {
      throw new IllegalArgumentException(
          "worker-within must be more than 0, but is " + workerWithin);
    }
    target(live, into);
  }

  /** Cassandra, with the keyspace whose rows are compared and written. */
  CassandraSettings target() {
    return target(live, into);
  }

  private static CassandraSettings target(CassandraSettings live, Optional<String> into) {
    return live.withKeyspace(into.orElse(live.keyspace()));
  }
}
