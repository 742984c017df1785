package io.evilnet.ingest.run;

import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kafka, and the settings of collectors of a simulator, one for each site. */
@ExtendWith(SharedKafka.class)
abstract class IngestFixture {

  final KafkaContents kafka;

  private final Servers servers;
  @TempDir private Path directory;

  IngestFixture(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  final Path directory(String site) {
    return directory.resolve(site);
  }

  final IngestSettings settings(String site, Simulator simulator) {
    return Simulators.ingest(
        site,
        Simulators.withLongStallTimeout(simulator.port(), site),
        Simulators.spool(directory(site).resolve("spool"), 1 << 20, 1L << 30),
        servers.bootstrapServers());
  }

  static void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(condition);
  }
}
