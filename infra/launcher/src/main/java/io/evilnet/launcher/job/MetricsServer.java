package io.evilnet.launcher.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP server for health and metrics. */
public final class MetricsServer implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  static {
    // In seconds, for the complete request and response; without them an idle client occupies
    // a thread forever. Read when the first server is created.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Creates a server that is bound to its address and not started. */
  public MetricsServer(
      InetSocketAddress address, Readiness readiness, PrometheusMeterRegistry registry)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/health/live", exchange -> respond(exchange, OK, "live\n"));
    server.createContext("/health/ready", exchange -> respond(exchange, readiness.reasons()));
    server.createContext("/metrics", exchange -> respond(exchange, OK, registry.scrape()));
  }

  /** Starts the server. */
  public void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void respond(HttpExchange exchange, List<String> reasons) throws IOException {
    if (reasons.isEmpty()) {
      respond(exchange, OK, "ready\n");
    } else {
      respond(exchange, UNAVAILABLE, String.join("\n", reasons) + "\n");
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
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
