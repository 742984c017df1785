package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.evilnet.core.SnowflakeId;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topics;
import io.evilnet.simulator.Deliveries;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two collectors of one simulator, of which one loses its connection for three minutes of a clock
 * that runs twenty times as fast.
 */
class MissedPostsIT extends IngestFixture {

  private static final Duration GAP = Duration.ofMinutes(3);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-20T14:00:00Z"), 20);

  MissedPostsIT(Servers servers) {
    super(servers);
  }

  @Test
  void shouldEstimateMissedPostsOfGapWithinTenPercent() throws Exception {
    ReconnectPause gap =
        (delay, stopped) -> clock.pause().isStoppedAfter(delay.isZero() ? GAP : delay, stopped);
    try (Simulator simulator = simulator();
        Ingest reference = ingest("reference", simulator, clock.pause());
        Ingest interrupted = ingest("interrupted", simulator, gap)) {
      Simulators.run(reference);
      Simulators.run(interrupted);
      until(() -> kafka.of(Topics.TWEETS.name(), "interrupted").size() > 500);
      disconnect("interrupted", simulator);
      until(() -> gap().missed().isPresent());
      Instant later = gap().to().orElseThrow().plus(Duration.ofMinutes(1));
      until(
          () -> posts("reference").stream().anyMatch(id -> SnowflakeId.timeOf(id).isAfter(later)));
    }

    StreamGap estimated = gap();
    assertThat(Duration.between(estimated.from(), estimated.to().orElseThrow())).isGreaterThan(GAP);
    Set<Long> missed = posts("reference");
    missed.removeIf(id -> !estimated.contains(SnowflakeId.timeOf(id)));
    missed.removeAll(posts("interrupted"));
    assertThat(missed).hasSizeGreaterThan(500);
    assertThat((double) estimated.missed().getAsLong())
        .isCloseTo(missed.size(), withinPercentage(10));
  }

  private StreamGap gap() {
    return kafka.gaps("interrupted").stream()
        .filter(gap -> !gap.isOpen())
        .findFirst()
        .orElseThrow();
  }

  private Set<Long> posts(String site) {
    LineParser parser = new LineParser();
    Set<Long> ids = new HashSet<>();
    kafka.forEach(
        Topics.TWEETS.name(),
        site,
        record -> ids.add(((Tweet) parser.parse(RawLine.whole(record.value()))).id()));
    return ids;
  }

  private Ingest ingest(String site, Simulator simulator, ReconnectPause pause) throws IOException {
    return new Ingest(settings(site, simulator), pause, clock);
  }

  private Simulator simulator() {
    Simulator simulator =
        new Simulator(
            Simulators.simulator(GeneratorSettings.of(5, 500)), Deliveries.IGNORED, clock);
    simulator.start();
    return simulator;
  }

  private static void disconnect(String account, Simulator simulator) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + simulator.port() + "/2/connections/all");
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + account).DELETE().build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("\"successful_kills\":1");
  }
}
