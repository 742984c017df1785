package io.evilnet.streams.unusual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.evilnet.core.City;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.unusual.Comparison.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

  private static final Instant SINCE = Instant.parse("2026-11-20T14:40:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-20T15:00:00Z");
  private static final Areas AREAS =
      new Areas(List.of(new City("m", "Montréal, Québec", "CA", 45.5, -73.5)));
  private static final Finding MONTREAL =
      new Finding(Subject.city("m", "Montréal, Québec", AREAS), SINCE, UNTIL, 124, 40, 9.87);
  private static final Finding TORONTO =
      new Finding(Subject.city("t", "Toronto, Ontario", AREAS), SINCE, UNTIL, 300, 100, 15);
  private static final Finding QUEBEC =
      new Finding(Subject.area(new Area("CA", "quebec"), AREAS), SINCE, UNTIL, 400, 160, 15);

  /** In-memory cool-downs that do not expire. */
  private static final class InMemoryReports implements Reports {

    private final Set<String> cities = ConcurrentHashMap.newKeySet();

    @Override
    public boolean begin(String cityId) {
      return cities.add(cityId);
    }

    @Override
    public void cancel(String cityId) {
      cities.remove(cityId);
    }
  }

  private final InMemoryReports reports = new InMemoryReports();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private HttpServer server;
  private Webhook webhook;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    webhook = webhook();
  }

  private Webhook webhook() {
    return new Webhook(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"), reports);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldReportEachFindingOnce() throws Exception {
    webhook.compared(comparison(MONTREAL));
    webhook.compared(comparison(MONTREAL));
    webhook.compared(comparison(MONTREAL, TORONTO));

    // Requests are asynchronous: either may arrive first.
    List<String> reported = List.of(next(), next());
    assertThat(reported).anyMatch(body -> body.contains("Toronto"));
    assertThat(reported)
        .contains(
            """
            {"event":"unusual",\
            "text":"Montréal, Québec: 3.1 times its usual tweets, 124 instead of 40 since 2026-11-20T14:40:00Z",\
            "level":"city","city_id":"m","city":"Montréal, Québec","country_code":"CA",\
            "region":"Québec","ratio":3.1,"tweets":124,"usual":40.0,\
            "since":"2026-11-20T14:40:00Z","until":"2026-11-20T15:00:00Z","score":9.9}""");
    assertThat(bodies).isEmpty();
  }

  @Test
  void shouldNotReportAgainWithinCoolDown() throws Exception {
    webhook.compared(comparison(MONTREAL));
    next();
    webhook.compared(comparison());
    webhook.compared(comparison(MONTREAL));
    webhook().compared(comparison(MONTREAL));
    webhook.compared(comparison(TORONTO));
    assertThat(next()).as("the next report").contains("Toronto");

    reports.cities.clear();
    webhook.compared(comparison(MONTREAL, TORONTO));
    assertThat(next()).contains("Montréal");
    assertThat(bodies).isEmpty();
  }

  @Test
  void shouldReportRegionInAdditionToCity() throws Exception {
    webhook.compared(comparison(QUEBEC, MONTREAL));

    assertThat(List.of(next(), next()))
        .anyMatch(
            body ->
                body.contains("\"text\":\"all cities of Québec, CA: 2.5 times its usual tweets,")
                    && body.contains("\"level\":\"region\",\"city_id\":\"\""));
    assertThat(reports.cities).containsExactlyInAnyOrder("CA/quebec", "m");
  }

  @Test
  void shouldRetryRejectedReport() throws Exception {
    status = 500;
    webhook.compared(comparison(MONTREAL));
    next();
    await().atMost(Duration.ofSeconds(30)).until(reports.cities::isEmpty);
    status = 204;

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              webhook.compared(comparison(MONTREAL));
              return !bodies.isEmpty();
            });
    next();
    webhook.compared(comparison(MONTREAL));
    assertThat(bodies).isEmpty();
  }

  @Test
  void shouldRejectInvalidSettings() {
    assertThatThrownBy(
            () ->
                new WebhookSettings(Optional.of(URI.create("file:///secret")), Duration.ofHours(1)))
        .hasMessage("unusual-webhook must be an http or https address with a host");
    assertThatThrownBy(() -> new WebhookSettings(Optional.empty(), Duration.ZERO))
        .hasMessageContaining("unusual-cool-down must be 1s or more");
  }

  private String next() throws InterruptedException {
    String body = bodies.poll(30, TimeUnit.SECONDS);
    assertThat(body).isNotNull();
    return body;
  }

  private static Comparison comparison(Finding... findings) {
    return new Comparison(State.COMPARED, UNTIL, 12, 100, List.of(findings), Map.of());
  }
}
