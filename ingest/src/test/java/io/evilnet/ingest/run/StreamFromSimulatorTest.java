package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.KeepAlive;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.LineSink;
import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamListener;
import io.evilnet.ingest.x.StreamReader;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the client with the simulator over HTTP. */
class StreamFromSimulatorTest {

  private static final List<StreamRule> CANADA = RuleFile.forCountries(List.of("CA"));
  private static final String TOKEN = "simulated-token";
  private static final Duration STALL_TIMEOUT = Duration.ofMillis(800);
  private static final int SOME_COUNTRIES = 100;

  private final Received received = new Received();
  private final Ends ends = new Ends();
  private final HttpClient http = HttpClient.newHttpClient();
  private Simulator simulator;
  private StreamReader reader;

  @AfterEach
  void stop() {
    if (reader != null) {
      reader.close();
    }
    if (simulator != null) {
      simulator.close();
    }
  }

  @Test
  void shouldReceivePostsAtSimulatedRate() throws Exception {
    simulate(1_000, Duration.ofSeconds(10));
    CompletableFuture<StreamEnd> end = read(CANADA, TOKEN);
    await().until(() -> received.posts.get() >= 1_500);
    assertThat(received.others).isEmpty();
    assertThat(received.unflushed.get()).isLessThan(received.posts.get());
    assertThat(rules()).contains("place_country:CA", "evilnet:place_country:CA");
    assertThat(connections()).contains("filtered_stream");
    reader.stop();
    assertThat(end).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(new StreamEnd.Stopped());
    await().until(() -> connections().contains("\"result_count\":0"));
  }

  @Test
  void shouldReceivePostsOfAllCountriesAndOfPlacesWithoutCode() throws Exception {
    simulate(GeneratorSettings.of(1, 10_000).from(Set.of()), Duration.ofSeconds(10));
    read(RuleFile.forCountries(Set.of()), TOKEN);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted( // Small countries rarely post, and less so at night.
            () ->
                assertThat(received.countries)
                    .contains("CA", "JP", "")
                    .hasSizeGreaterThan(SOME_COUNTRIES));
    assertThat(received.others).isEmpty();
  }

  @Test
  void shouldStayConnectedByKeepAlivesWithoutPosts() throws Exception {
    simulate(0.001, Duration.ofMillis(50));
    read(CANADA, TOKEN);
    await().until(() -> received.keepAlives.get() >= 40);
    assertThat(ends.connected).hasValue(1);
    assertThat(ends.ended).isEmpty();
  }

  @Test
  void shouldReconnectAfterStall() throws Exception {
    simulate(0.001, Duration.ofSeconds(20));
    read(CANADA, TOKEN);
    await().until(() -> ends.ended.contains(new StreamEnd.Stalled()));
    await().until(() -> ends.ended.contains(new StreamEnd.TooManyConnections()));
  }

  @Test
  void shouldReconnectImmediatelyWhenConnectionIsClosed() throws Exception {
    simulate(100, Duration.ofSeconds(10));
    read(CANADA, TOKEN);
    await().until(() -> received.posts.get() > 0);
    send("DELETE", "/2/connections/all", TOKEN);
    await().until(() -> ends.connected.get() == 2);
    assertThat(ends.ended).containsExactly(new StreamEnd.EndOfStream());
  }

  @Test
  void shouldStopAndReportInvalidToken() throws Exception {
    simulate(100, Duration.ofSeconds(10));
    CompletableFuture<StreamEnd> end = read(CANADA, "revoked");
    assertThat(end)
        .succeedsWithin(Duration.ofSeconds(10))
        .asInstanceOf(type(StreamEnd.Refused.class))
        .satisfies(
            refused ->
                assertThat(refused.description())
                    .startsWith("X responded with 401: Unauthorized, Unauthorized. The bearer"));
  }

  @Test
  void shouldReplaceOnlyManagedRules() throws Exception {
    simulate(100, Duration.ofSeconds(10));
    send(
        "POST",
        "/2/tweets/search/stream/rules",
        TOKEN,
        """
        {"add":[{"value":"old","tag":"evilnet:old"},{"value":"cats","tag":"somebody"}]}""");
    read(CANADA, TOKEN);
    await().until(() -> ends.connected.get() == 1);
    assertThat(rules()).contains("place_country:CA", "cats").doesNotContain("old");
  }

  @Test
  void shouldRejectRequestsWithoutTokenOrRules() throws Exception {
    simulate(100, Duration.ofSeconds(10));
    assertThat(send("GET", "/2/tweets/search/stream", "")).contains("Unauthorized");
    assertThat(send("GET", "/2/tweets/search/stream", TOKEN)).contains("RuleConfigurationIssue");
    assertThat(send("POST", "/2/tweets/search/stream/rules", TOKEN, "{"))
        .contains("Invalid Request");
    assertThat(send("GET", "/health/ready", "")).contains("ready");
  }

  private void simulate(double rate, Duration keepAlive) {
    simulate(GeneratorSettings.of(1, rate), keepAlive);
  }

  private void simulate(GeneratorSettings generator, Duration keepAlive) {
    simulator = new Simulator(SimulatorFixture.settings(generator, keepAlive, Optional.of(TOKEN)));
    simulator.start();
  }

  private CompletableFuture<StreamEnd> read(List<StreamRule> rules, String token) {
    BearerToken bearer =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, token)).get(0);
    XSettings x = new XSettings(url(""), bearer, STALL_TIMEOUT);
    reader = new StreamReader(x, rules, received, ends, ReconnectPause.REAL, Optional::empty);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return reader.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String rules() throws Exception {
    return send("GET", "/2/tweets/search/stream/rules", TOKEN);
  }

  private String connections() throws Exception {
    return send("GET", "/2/connections", TOKEN);
  }

  private String send(String method, String path, String token, String... body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    request.method(method, HttpRequest.BodyPublishers.ofString(String.join("", body)));
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + simulator.port() + path;
  }

  private static final class Received implements LineSink {

    private final LineParser parser = new LineParser();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger keepAlives = new AtomicInteger();
    private final AtomicInteger unflushed = new AtomicInteger();
    private final Set<String> countries = ConcurrentHashMap.newKeySet();
    private final List<String> others = new CopyOnWriteArrayList<>();

    @Override
    public StreamLine accept(RawLine line) {
      StreamLine parsed = parser.parse(line);
      unflushed.incrementAndGet();
      if (parsed instanceof Tweet tweet) {
        if (tweet.place() != null) {
          countries.add(tweet.place().city().countryCode());
        }
        posts.incrementAndGet();
      } else if (parsed instanceof KeepAlive) {
        keepAlives.incrementAndGet();
      } else {
        others.add(new String(line.bytes(), UTF_8));
      }
      return parsed;
    }

    @Override
    public void flush() {
      unflushed.set(0);
    }
  }

  private static final class Ends implements StreamListener {

    private final AtomicInteger connected = new AtomicInteger();
    private final List<StreamEnd> ended = new CopyOnWriteArrayList<>();

    @Override
    public void connected() {
      connected.incrementAndGet();
    }

    @Override
    public void ended(StreamEnd end, Duration untilNextAttempt) {
      ended.add(end);
    }
  }
}
