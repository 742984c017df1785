package io.evilnet.ingest.run;

import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamChoice;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.simulator.FaultScript;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.SimulatorFixture;
import io.evilnet.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Simulator and ingest, as used by the integration tests. */
final class Simulators {

  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  private Simulators() {}

  /**
   * Returns a simulator on a free port, with keep-alives more frequent than ingest's stall timeout.
   */
  static SimulatorSettings simulator(GeneratorSettings generator) {
    return simulator(generator, FaultScript.NONE, Duration.ZERO, false);
  }

  static SimulatorSettings simulator(
      GeneratorSettings generator, FaultScript faults, Duration backfill, boolean gzip) {
    return SimulatorFixture.settings(generator, Duration.ofMillis(300), faults, backfill, gzip);
  }

  static IngestSettings ingest(
      String site, XSettings x, SpoolSettings spool, String bootstrapServers) {
    return ingest(site, x, RuleFile.forCountries(List.of("CA")), spool, bootstrapServers);
  }

  static IngestSettings ingest(
      String site,
      XSettings x,
      List<StreamRule> rules,
      SpoolSettings spool,
      String bootstrapServers) {
    return new IngestSettings(
        site,
        ANY,
        List.of(new StreamSource(x.stream().name(), x, rules)),
        Duration.ZERO,
        spool,
        new PublisherSettings(
            KafkaConnection.open(bootstrapServers), site, Compression.LZ4, Duration.ofSeconds(5)),
        new PlaceSettings(CityResolution.CONTAINED),
        Long.MAX_VALUE,
        true);
  }

  /**
   * Returns settings for scripts with stalls, with a short stall timeout: unread data of a
   * connection that is considered stalled is lost.
   */
  static XSettings x(int simulatorPort, int backfillMinutes) {
    return x(simulatorPort, backfillMinutes, "simulated", Duration.ofSeconds(3));
  }

  /** Returns settings with a stall timeout that is not exceeded under load. */
  static XSettings withLongStallTimeout(int simulatorPort, String account) {
    return x(simulatorPort, 0, account, Duration.ofSeconds(30));
  }

  private static XSettings x(
      int simulatorPort, int backfillMinutes, String account, Duration stallTimeout) {
    return new XSettings(
        "http://127.0.0.1:" + simulatorPort,
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, account)).get(0),
        stallTimeout,
        backfillMinutes,
        true,
        StreamChoice.FILTERED);
  }

  static SpoolSettings spool(Path directory, long segmentBytes, long maxBytes) {
    return new SpoolSettings(
        directory, segmentBytes, maxBytes, Duration.ofMinutes(15), FsyncPolicy.NONE);
  }

  static CompletableFuture<StreamEnd> run(Ingest ingest) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return ingest.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
