package io.evilnet.backfill.job;

import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.store.session.CassandraSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of jobs for tests without servers. */
public final class Jobs {

  private Jobs() {}

  /** Returns the settings of a validation of the stream's counts. */
  public static JobSettings validation(
      TimeRange windows, boolean onlyRetained, boolean trustKafka) {
    return validation(windows, onlyRetained, trustKafka, Duration.ofDays(1), Optional.empty());
  }

  /** Returns the settings of a validation of a keyspace, with rows of a TTL. */
  public static JobSettings validation(
      TimeRange windows,
      boolean onlyRetained,
      boolean trustKafka,
      Duration countsTtl,
      Optional<String> into) {
    return new JobSettings(
        Mode.VALIDATE,
        windows,
        onlyRetained,
        trustKafka,
        CountingRules.DEFAULT,
        KafkaConnection.open("127.0.0.1:9092"),
        "evilnet-city-counts",
        new CassandraSettings(
            List.of(InetSocketAddress.createUnresolved("127.0.0.1", 9042)),
            "datacenter1",
            "evilnet",
            1,
            countsTtl),
        Optional.empty(),
        into,
        Path.of("report"),
        Duration.ofMinutes(1));
  }
}
