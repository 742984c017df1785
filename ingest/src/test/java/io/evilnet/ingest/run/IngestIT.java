package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpooledLine;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Checks that lines left in the spool are delivered by the next process. */
@ExtendWith(SharedKafka.class)
class IngestIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration NO_WAIT = Duration.ofMillis(1);

  private final Servers servers;
  private final KafkaContents kafka;

  @TempDir private Path directory;

  IngestIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldSendSpooledLinesOfKilledProcess() throws Exception {
    String site = "killed";
    Path spool = directory.resolve("spool");
    try (Simulator simulator =
        new Simulator(Simulators.simulator(GeneratorSettings.of(5, 1_000)))) {
      simulator.start();
      try (IngestProcess withoutKafka =
          IngestProcess.start(site, simulator.port(), "127.0.0.1:1", directory)) {
        await().atMost(TIMEOUT).until(() -> bytesIn(spool) > 1_000_000);
        withoutKafka.kill();
      }
      List<ByteString> accepted = spooledIn(copy(spool));
      assertThat(accepted).hasSizeGreaterThan(500);
      try (IngestProcess next =
          IngestProcess.start(site, simulator.port(), servers.bootstrapServers(), directory)) {
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, accepted)).isEmpty());
        await()
            .atMost(TIMEOUT)
            .until(() -> kafka.gaps(site).stream().anyMatch(gap -> !gap.isOpen()));
        assertThat(kafka.gaps(site)).extracting(StreamGap::cause).containsExactly("process-died");
        next.terminate();
        assertThat(next.terminatesWithin(Duration.ofMinutes(1))).as("ends").isTrue();
      }
    }
    assertThat(spooledIn(copy(spool))).isEmpty();
  }

  private static long bytesIn(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private Path copy(Path spool) throws IOException {
    Path copy = Files.createTempDirectory(directory, "copy");
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static List<ByteString> spooledIn(Path spool) throws Exception {
    List<ByteString> lines = new ArrayList<>();
    try (Spool opened = Spool.open(Simulators.spool(spool, 1 << 20, 1L << 30));
        SpoolReader reader = opened.reader()) {
      for (SpooledLine next = reader.poll(NO_WAIT); next != null; next = reader.poll(NO_WAIT)) {
        lines.add(DeliveredLines.fingerprint(next.line().line().bytes()));
      }
    }
    return lines;
  }
}
