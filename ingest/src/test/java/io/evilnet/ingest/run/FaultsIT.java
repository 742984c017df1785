package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.simulator.Fault;
import io.evilnet.simulator.FaultScript;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostMix;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorSettings;
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

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final GeneratorSettings POSTS = GeneratorSettings.of(5, 2_000);
  private static final Set<Fault> REQUEST_FAULTS =
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
  void shouldSendDeliveredLinesToKafkaDespiteFault(Fault fault) throws Exception {
    String steps =
        REQUEST_FAULTS.contains(fault) ? "end@200," + fault.label() : fault.label() + "@200";
    int faults = REQUEST_FAULTS.contains(fault) ? 4 : 2;
    SimulatorSettings settings = simulator(steps + "," + steps, false);
    run(fault.label(), settings, faults, fault == Fault.STALL);
  }

  @Test
  void shouldSendLinesOfCompressedStreamToKafka() throws Exception {
    String script = "end@200,cut@200,reset@200,huge@100,stall@100";
    run("gzip", simulator(script, true), 5, true);
  }

  @Test
  void shouldSendDeliveredLinesToKafkaDespiteRandomFaults() throws Exception {
    run("random", simulator("random@60", false), 30, true);
  }

  /** Backfill recovers lines that are lost in transit, as X delivers the last minutes again. */
  @Test
  void shouldSendAllGeneratedPostsToKafkaWithBackfill() throws Exception {
    SimulatorSettings settings =
        Simulators.simulator(
            new GeneratorSettings(5, 1_000, ALL_DIFFERENT),
            script("reset@300,unavailable,reset@300,stall@300,cut@300"),
            Duration.ofMinutes(5),
            false);
    try (Simulator simulator = new Simulator(settings)) {
      simulator.start();
      IngestSettings ingestSettings =
          Simulators.ingest(
              "backfill",
              Simulators.x(simulator.port(), 1),
              List.of(new StreamRule("a rule that every post matches", "evilnet:all")),
              Simulators.spool(directory.resolve("spool"), 1 << 20, 1L << 30),
              servers.bootstrapServers());
      try (Ingest ingest = new Ingest(ingestSettings, Pauses.SHORT)) {
        CompletableFuture<StreamEnd> end = Simulators.run(ingest);
        await().atMost(TIMEOUT).until(() -> simulator.faults() == 5);
        long generated = simulator.posts();
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .until(() -> Arrivals.of(kafka, "backfill").size() >= generated);
        assertThat(end).isNotDone();
      }
    }
  }

  private void run(String site, SimulatorSettings settings, int faults, boolean stalls)
      throws Exception {
    DeliveredLines delivered = new DeliveredLines();
    try (Simulator simulator = new Simulator(settings, delivered)) {
      simulator.start();
      try (Ingest ingest =
          new Ingest(
              Simulators.ingest(
                  site,
                  stalls
                      ? Simulators.x(simulator.port(), 0)
                      : Simulators.withLongStallTimeout(simulator.port(), "simulated"),
                  Simulators.spool(directory.resolve("spool"), 1 << 20, 1L << 30),
                  servers.bootstrapServers()),
              Pauses.SHORT)) {
        CompletableFuture<StreamEnd> end = Simulators.run(ingest);
        await().atMost(TIMEOUT).until(() -> simulator.faults() >= faults);
        long before = delivered.count();
        await().atMost(TIMEOUT).until(() -> delivered.count() > before + 200);
        List<ByteString> lines = delivered.lines();
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, lines)).isEmpty());
        assertThat(end).isNotDone();
      }
    }
  }

  private static SimulatorSettings simulator(String script, boolean gzip) {
    return Simulators.simulator(POSTS, script(script), Duration.ZERO, gzip);
  }

  private static FaultScript script(String text) {
    return FaultScript.parse(text, 11);
  }
}
