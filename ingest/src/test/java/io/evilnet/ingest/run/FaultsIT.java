package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.simulator.Fault;
import io.evilnet.ingest.simulator.FaultScript;
import io.evilnet.ingest.simulator.GeneratorSettings;
import io.evilnet.ingest.simulator.PostMix;
import io.evilnet.ingest.simulator.Simulator;
import io.evilnet.ingest.simulator.SimulatorSettings;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.platform.kafka.KafkaConnection;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that every line that the simulator delivered completely is in Kafka, byte for byte, under
 * all faults.
 */
@ExtendWith(SharedKafka.class)
class FaultsIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final GeneratorSettings POSTS = GeneratorSettings.of(5, 2_000);
  private static final Set<Fault> ANSWERS =
      EnumSet.of(
          Fault.RATE_LIMITED,
          Fault.STUCK_CONNECTION,
          Fault.UNAVAILABLE,
          Fault.CREDITS_DEPLETED,
          Fault.USAGE_CAPPED);

  /**
   * No line is generated twice, so that the number of distinct lines is the number of generated
   * lines.
   */
  private static final PostMix ALL_DIFFERENT =
      new PostMix(0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0.1, 0, 0, 0);

  private final Servers servers;
  private final KafkaContents kafka;

  @TempDir private Path directory;

  FaultsIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldBringToKafkaWhatWasHandedOver(Fault fault) throws Exception {
    String once = ANSWERS.contains(fault) ? "end@200," + fault.label() : fault.label() + "@200";
    int faults = ANSWERS.contains(fault) ? 4 : 2;
    SimulatorSettings settings = Simulators.simulator(POSTS).with(script(once + "," + once));
    run(fault.label(), settings, faults, fault == Fault.STALL);
  }

  @Test
  void shouldBringToKafkaWhatCameCompressed() throws Exception {
    String script = "end@200,cut@200,reset@200,huge@100,stall@100";
    run("gzip", Simulators.simulator(POSTS).with(script(script)).withGzip(), 5, true);
  }

  @Test
  void shouldBringToKafkaWhatWasHandedOverAmongManyFaults() throws Exception {
    run("random", Simulators.simulator(POSTS).with(script("random@60")), 30, true);
  }

  /** Backfill covers lines that are lost between the two, as X delivers the last minutes again. */
  @Test
  void shouldBringToKafkaAllThatWasMadeWhenXGrantsBackfill() throws Exception {
    SimulatorSettings settings =
        Simulators.simulator(new GeneratorSettings(5, 1_000, ALL_DIFFERENT))
            .with(script("reset@300,unavailable,reset@300,stall@300,cut@300"))
            .withBackfill(Duration.ofMinutes(5));
    try (Simulator simulator = new Simulator(settings)) {
      simulator.start();
      IngestSettings everything =
          new IngestSettings(
              "backfill",
              new InetSocketAddress("127.0.0.1", 0),
              Simulators.x(simulator.port(), 1),
              List.of(new StreamRule("a rule that lets every post through", "evilnet:all")),
              Simulators.spool(directory.resolve("spool"), 1 << 20, 1L << 30),
              new PublisherSettings(
                  KafkaConnection.open(servers.bootstrapServers()),
                  "backfill",
                  Compression.LZ4,
                  Duration.ofSeconds(5)));
      try (Ingest ingest = new Ingest(everything, Pauses.SHORT)) {
        CompletableFuture<StreamEnd> end = Simulators.run(ingest);
        await().atMost(LONG).until(() -> simulator.faults() == 5);
        long made = simulator.posts();
        await()
            .atMost(LONG)
            .pollInterval(POLL)
            .until(() -> Arrivals.of(kafka, "backfill").size() >= made);
        assertThat(end).isNotDone();
      }
    }
  }

  private void run(String site, SimulatorSettings settings, int faults, boolean stalls)
      throws Exception {
    HandedOver handedOver = new HandedOver();
    try (Simulator simulator = new Simulator(settings, handedOver)) {
      simulator.start();
      try (Ingest ingest =
          new Ingest(
              Simulators.ingest(
                  site,
                  stalls
                      ? Simulators.x(simulator.port(), 0)
                      : Simulators.patient(simulator.port(), "simulated"),
                  Simulators.spool(directory.resolve("spool"), 1 << 20, 1L << 30),
                  servers.bootstrapServers()),
              Pauses.SHORT)) {
        CompletableFuture<StreamEnd> end = Simulators.run(ingest);
        await().atMost(LONG).until(() -> simulator.faults() >= faults);
        long atLast = handedOver.count();
        await().atMost(LONG).until(() -> handedOver.count() > atLast + 200);
        List<ByteString> lines = handedOver.lines();
        await()
            .atMost(LONG)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, lines)).isEmpty());
        assertThat(end).isNotDone();
      }
    }
  }

  private static FaultScript script(String text) {
    return FaultScript.parse(text, 11);
  }
}
