package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills ingest repeatedly with {@code kill -9} at random times.
 *
 * <p>{@code -Devilnet.kills=100} kills it a hundred times, {@code -Devilnet.seed=N} at other times.
 */
@ExtendWith(SharedKafka.class)
class KillIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final int POSTS_PER_SECOND = 2_000;
  private static final int KILLS = Integer.getInteger("evilnet.kills", 10);
  private static final long SEED = Long.getLong("evilnet.seed", 20_261_120);

  private final Servers servers;
  private final KafkaContents kafka;

  @TempDir private Path directory;

  KillIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldNotLoseAcceptedLinesWhenKilledRepeatedly() throws Exception {
    assumeTrue(SocketQueues.areAvailable(), "the socket queues can be read on Linux only");
    String site = "kills";
    Random random = new Random(SEED);
    DeliveredLines delivered = new DeliveredLines();
    Set<ByteString> accepted = new HashSet<>();
    try (Simulator simulator =
        new Simulator(
            Simulators.simulator(GeneratorSettings.of(SEED, POSTS_PER_SECOND)), delivered)) {
      simulator.start();
      for (int kill = 0; kill < KILLS; kill++) {
        try (IngestProcess ingest = start(site, simulator)) {
          int before = delivered.connections();
          // Occasionally while it starts; otherwise while it reads.
          boolean starting = random.nextInt(5) == 0;
          if (!starting) {
            await().atMost(TIMEOUT).until(() -> delivered.connections() > before);
          }
          assertThat(ingest.terminatesWithin(Duration.ofMillis(random.nextInt(1_500)))).isFalse();
          if (delivered.connections() > before) {
            accepted.addAll(delivered.acceptedOfLatest(simulator.port()));
          }
          ingest.kill();
        }
      }
      // A small number would not be significant.
      assertThat(accepted).hasSizeGreaterThan(100 * KILLS);
      try (IngestProcess last = start(site, simulator)) {
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, accepted)).isEmpty());
        last.terminate();
        assertThat(last.terminatesWithin(Duration.ofMinutes(1))).as("ends").isTrue();
      }
    }
    System.out.printf("%d kills, %d lines accepted, none missing%n", KILLS, accepted.size());
  }

  private IngestProcess start(String site, Simulator simulator) throws Exception {
    return IngestProcess.start(site, simulator.port(), servers.bootstrapServers(), directory);
  }
}
