package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops both brokers, restarts ingest in the meantime, and starts both brokers.
 *
 * <p>With {@code -Devilnet.outage=600 -Devilnet.rate=2000} they are down for ten minutes, at 2,000
 * posts per second.
 */
@ExtendWith(SharedKafka.class)
class OutageIT {

  private static final long OUTAGE_SECONDS = Long.getLong("evilnet.outage", 8);
  private static final int POSTS_PER_SECOND = Integer.getInteger("evilnet.rate", 1_000);
  private static final Duration TIMEOUT = Duration.ofMinutes(2).plusSeconds(2 * OUTAGE_SECONDS);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String LAG = "evilnet_ingest_spool_lag_bytes";
  private static final String ACKNOWLEDGED = "evilnet_ingest_acknowledged_total";

  private final Servers servers;
  private final KafkaContents kafka;
  private final DeliveredLines delivered = new DeliveredLines();

  @TempDir private Path directory;

  OutageIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldNotLoseLinesDuringBrokerOutageAndRestart() throws Exception {
    assumeTrue(SocketQueues.areAvailable(), "the socket queues can be read on Linux only");
    String site = "outage";
    LocalCluster cluster = servers.cluster();
    List<ByteString> accepted = new ArrayList<>();
    try (Simulator simulator =
        new Simulator(Simulators.simulator(GeneratorSettings.of(5, POSTS_PER_SECOND)), delivered)) {
      simulator.start();
      try (IngestProcess first = start(site, simulator)) {
        await().atMost(TIMEOUT).until(() -> first.metric(ACKNOWLEDGED) > 100);
        cluster.kill("kafka-1");
        cluster.kill("kafka-2");
        awaitHalfAnOutage();
        assertThat(first.metric("evilnet_ingest_connects_total")).isEqualTo(1);
        accepted.addAll(delivered.acceptedOfLatest(simulator.port()));
        first.terminate();
        assertThat(first.terminatesWithin(Duration.ofMinutes(1))).as("ends").isTrue();
      }
      try (IngestProcess second = start(site, simulator)) {
        await().atMost(TIMEOUT).until(() -> delivered.connections() == 2);
        awaitHalfAnOutage();
        assertThat(second.metric(LAG)).isPositive();
        cluster.restart("kafka-1");
        cluster.restart("kafka-2");
        accepted.addAll(delivered.acceptedOfLatest(simulator.port()));
        awaitDrained(second);
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, accepted)).isEmpty());
        assertThat(Arrivals.outOfOrder(kafka, site, delivered.lines())).isEmpty();
        assertThat(second.metric("evilnet_ingest_connects_total")).isEqualTo(1);
      }
    }
  }

  private void awaitHalfAnOutage() {
    long enough = delivered.count() + POSTS_PER_SECOND * OUTAGE_SECONDS / 2;
    await().atMost(TIMEOUT).until(() -> delivered.count() > enough);
  }

  /** Waits until the backlog is drained, and logs its rate. */
  private void awaitDrained(IngestProcess ingest) throws InterruptedException {
    await().atMost(TIMEOUT).pollInterval(POLL).until(() -> ingest.metric(ACKNOWLEDGED) > 0);
    double acknowledged = ingest.metric(ACKNOWLEDGED);
    double backlog = ingest.metric(LAG);
    long since = System.nanoTime();
    // Half a second of live posts is not considered a backlog.
    double live = POSTS_PER_SECOND * 1_000 / 2.0;
    await().atMost(TIMEOUT).pollInterval(POLL).until(() -> ingest.metric(LAG) < live);
    double seconds = (System.nanoTime() - since) / 1e9;
    System.out.printf(
        "%d lines handed over; backlog of %.0f MB drained in %.1f s, %.0f lines/s%n",
        delivered.count(),
        backlog / 1e6,
        seconds,
        (ingest.metric(ACKNOWLEDGED) - acknowledged) / seconds);
  }

  private IngestProcess start(String site, Simulator simulator) throws Exception {
    return IngestProcess.start(site, simulator.port(), servers.bootstrapServers(), directory);
  }
}
