package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evilnet.platform.format.Column;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.http.Health;
import io.evilnet.streams.http.HttpServer;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Compressed responses to clients that disconnect before they are written. */
@Timeout(60)
class ClientDisconnectTest {

  /** Enough rows for Jetty to write before the end of the response. */
  private static final int ROWS = 100_000;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch disconnected = new CountDownLatch(1);
  private final Answer<Long> answer =
      new Answer<>(
          Map.of(),
          List.of(Column.number("n", Long::longValue)),
          new Random(1).longs(ROWS).boxed().toList());

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void detach() {
    root.detachAppender(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "bytes"})
  void shouldNotLogDisconnectAsError(String format) throws Exception {
    HttpServer server =
        new HttpServer(
            ApiAccess.OPEN,
            new Health(List.of()),
            Optional::empty,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            this::route);
    server.start(new InetSocketAddress("127.0.0.1", 0));
    try (Socket client = new Socket("127.0.0.1", server.port())) {
      client.setSoLinger(true, 0); // resets the connection
      client
          .getOutputStream()
          .write(
              "GET /%s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                  .formatted(format)
                  .getBytes(US_ASCII));
      requested.await();
    }
    disconnected.countDown();
    server.close(); // waits for the response

    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  private void route(RoutesConfig routes) {
    routes.before(
        context -> {
          requested.countDown();
          disconnected.await();
        });
    routes.get("/json", context -> answer.writeJson(context.outputStream()));
    routes.get("/csv", context -> answer.writeCsv(context.outputStream()));
    routes.get("/bytes", context -> context.result(bytes()));
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[ROWS];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
