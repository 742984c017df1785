package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evilnet.platform.settings.HostPort;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Checks that a client that does not read is disconnected, as X does, with a log message. */
class SlowClientTest {

  private static final long MAX_BACKLOG_BYTES = 1_000_000;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(PostFeed.class);
  private final HttpClient http = HttpClient.newHttpClient();
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    logger.setLevel(Level.WARN);
    log.start();
    logger.addAppender(log);
    simulator = new Simulator(settings());
    simulator.start();
    send("POST", "/2/tweets/search/stream/rules", "{\"add\":[{\"value\":\"place_country:CA\"}]}");
  }

  /** Returns the settings of a simulator that disconnects slow clients early. */
  private static SimulatorSettings settings() {
    return new SimulatorSettings(
        HostPort.parse("127.0.0.1:0"),
        GeneratorSettings.of(1, 100_000),
        Duration.ofSeconds(1),
        Optional.empty(),
        FaultScript.NONE,
        Duration.ZERO,
        MAX_BACKLOG_BYTES,
        false,
        Long.MAX_VALUE);
  }

  @AfterEach
  void stop() {
    simulator.close();
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void shouldDisconnectSlowClientAndLogIt() throws Exception {
    try (Socket client = new Socket("127.0.0.1", simulator.port())) {
      String request =
          "GET /2/tweets/search/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\n\r\n";
      client.getOutputStream().write(request.getBytes(US_ASCII));
      await().until(() -> !log.list.isEmpty());
      assertThat(List.copyOf(log.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains("Disconnecting slow client", "backlog of");
      await().until(() -> send("GET", "/2/connections", "").contains("\"result_count\":0"));
    }
  }

  private String send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
            .header("Authorization", "Bearer token")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
