package io.evilnet.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** HTTP server for health and metrics. */
final class MetricsServer implements AutoCloseable {

  private static final int THREADS = 8;

  static {
    // In seconds, for the complete request and response; without them an idle client occupies
    // a thread forever. Read when the first server is created.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * Creates and starts the server.
   *
   * @param alive liveness of the scheduler, for {@code /health/live} and {@code /health/ready}
   */
  MetricsServer(InetSocketAddress address, PrometheusMeterRegistry registry, BooleanSupplier alive)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/health", exchange -> health(exchange, alive.getAsBoolean()));
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void health(HttpExchange exchange, boolean isAlive) throws IOException {
    if (isAlive) {
      answer(exchange, 200, "ready\n");
    } else {
      answer(exchange, 503, "the scheduler has not run for a minute: restart this process\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
