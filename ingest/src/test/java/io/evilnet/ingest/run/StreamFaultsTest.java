package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.LineSink;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamChoice;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamEnd.EndOfStream;
import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.OperationalDisconnect;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.TlsFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import io.evilnet.ingest.x.StreamListener;
import io.evilnet.ingest.x.StreamReader;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.simulator.FaultScript;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the disconnect reason for each fault of the simulator, and that the reader continues. */
class StreamFaultsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** Not exceeded by a reader or simulator under load. */
  private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

  /** Stall timeout of the test that waits for it. */
  private static final Duration SHORT_STALL_TIMEOUT = Duration.ofSeconds(5);

  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger connected = new AtomicInteger();
  private final List<StreamEnd> ends = new CopyOnWriteArrayList<>();
  private final List<Duration> delays = new CopyOnWriteArrayList<>();
  private Duration stallTimeout = STALL_TIMEOUT;
  private Simulator simulator;
  private StreamReader reader;

  @AfterEach
  void stop() {
    reader.close();
    if (simulator != null) {
      simulator.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "end@50, EndOfStream",
    "cut@50, EndOfStream",
    "reset@50, NetworkFailure",
    "stall@50, Stalled",
    "disconnect@50, OperationalDisconnect",
    "upstream-disconnect@50, OperationalDisconnect",
  })
  void shouldReconnectImmediatelyWhenStreamEnds(String script, String end) throws Exception {
    stallTimeout = end.equals("Stalled") ? SHORT_STALL_TIMEOUT : STALL_TIMEOUT;
    simulate(script, false);
    read(true);
    await().atMost(TIMEOUT).until(() -> connected.get() == 2 && posts.get() > 100);
    assertThat(ends.get(0).getClass().getSimpleName()).isEqualTo(end);
    assertThat(delays.get(0)).isEqualTo(Duration.ZERO);
    // A stalled server may not have detected yet that its client has disconnected.
    assertThat(ends.subList(1, ends.size())).allMatch(TooManyConnections.class::isInstance);
  }

  @Test
  void shouldDistinguishErrorResponses() throws Exception {
    simulate("rate-limited,unavailable,stuck-connection", false);
    read(true);
    await().atMost(TIMEOUT).until(() -> connected.get() == 1 && posts.get() > 10);
    assertThat(ends)
        .extracting(StreamEnd::getClass)
        .isEqualTo(List.of(RateLimited.class, ServerFailure.class, TooManyConnections.class));
    assertThat(((RateLimited) ends.get(0)).resetIn().orElseThrow())
        .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(61));
    assertThat(delays).allSatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofSeconds(4)));
  }

  @Test
  void shouldNotTerminateStaleConnectionWhenDisabled() throws Exception {
    simulate("stuck-connection", false);
    read(false);
    await().atMost(TIMEOUT).until(() -> ends.size() > 3);
    assertThat(connected).hasValue(0);
    assertThat(ends).allMatch(TooManyConnections.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drip@50", "huge@50", "invalid-utf8@50", "duplicate@50", "edit@50"})
  void shouldStayConnectedForUnusualLines(String script) throws Exception {
    simulate(script, false);
    read(true);
    await().atMost(TIMEOUT).until(() -> simulator.faults() == 1 && posts.get() > 200);
    assertThat(ends).isEmpty();
  }

  @Test
  void shouldReadCompressedStream() throws Exception {
    simulate("end@200", true);
    read(true);
    await().atMost(TIMEOUT).until(() -> connected.get() == 2 && posts.get() > 300);
    assertThat(ends).containsExactly(new EndOfStream());
  }

  @Test
  void shouldReportTlsFailureOfPlaintextServer() throws Exception {
    simulate("", false);
    start("https://127.0.0.1:" + simulator.port(), true);
    await().atMost(TIMEOUT).until(() -> ends.size() > 1);
    assertThat(ends).allMatch(TlsFailure.class::isInstance);
  }

  @Test
  void shouldReportRefusedConnectionAsNetworkFailure() throws Exception {
    start("http://127.0.0.1:1", true);
    await().atMost(TIMEOUT).until(() -> ends.size() > 1);
    assertThat(ends).allMatch(NetworkFailure.class::isInstance);
    assertThat(delays).startsWith(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void shouldReportAnnouncedDisconnectInsteadOfEndOfStream() throws Exception {
    simulate("disconnect@1,upstream-disconnect@1,end@1", false);
    read(true);
    await().atMost(TIMEOUT).until(() -> ends.size() == 3);
    assertThat(ends.subList(0, 2)).allMatch(OperationalDisconnect.class::isInstance);
    assertThat(ends.get(2)).isInstanceOf(EndOfStream.class);
  }

  private void simulate(String script, boolean gzip) {
    simulator =
        new Simulator(
            SimulatorFixture.settings(
                GeneratorSettings.of(1, 1_000),
                Duration.ofSeconds(10),
                FaultScript.parse(script, 1),
                Duration.ZERO,
                gzip));
    simulator.start();
  }

  private void read(boolean freeConnections) {
    start("http://127.0.0.1:" + simulator.port(), freeConnections);
  }

  private void start(String url, boolean freeConnections) {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "token")).get(0);
    reader =
        new StreamReader(
            new XSettings(url, token, stallTimeout, 0, freeConnections, StreamChoice.FILTERED),
            RuleFile.forCountries(List.of("CA")),
            new Sink(),
            new Listener(),
            Pauses.SHORT,
            Optional::empty);
    CompletableFuture<StreamEnd> unused =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return reader.run();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private final class Sink implements LineSink {

    private final LineParser parser = new LineParser();

    @Override
    public StreamLine accept(RawLine line) {
      StreamLine parsed = parser.parse(line);
      if (parsed instanceof Tweet) {
        posts.incrementAndGet();
      }
      return parsed;
    }

    @Override
    public void flush() {}
  }

  private final class Listener implements StreamListener {

    @Override
    public void connected() {
      connected.incrementAndGet();
    }

    @Override
    public void ended(StreamEnd end, Duration untilNextAttempt) {
      ends.add(end);
      delays.add(untilNextAttempt);
    }
  }
}
