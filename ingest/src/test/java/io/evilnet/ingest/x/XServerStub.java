package io.evilnet.ingest.x;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stub of X's server with arbitrary, including malformed, responses. */
final class XServerStub implements AutoCloseable {

  /** A response. */
  @FunctionalInterface
  interface Response {
    void to(HttpExchange exchange) throws IOException;
  }

  private static final String RULES =
      """
      {"data":[{"id":"1","value":"place_country:CA","tag":"evilnet:place_country:CA"}]}""";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Response> rules = new ConcurrentLinkedQueue<>();
  private final Queue<Response> streams = new ConcurrentLinkedQueue<>();

  /** Starts with the rule for Canada and an endless stream of keep-alives, by default. */
  XServerStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          boolean isRules = exchange.getRequestURI().getPath().endsWith("/rules");
          Response next = (isRules ? rules : streams).poll();
          Response defaultResponse =
              isRules ? body(200, "application/json", RULES) : XServerStub::keepAlives;
          (next == null ? defaultResponse : next).to(exchange);
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  XServerStub thenRules(Response response) {
    rules.add(response);
    return this;
  }

  XServerStub thenStream(Response response) {
    streams.add(response);
    return this;
  }

  /** Returns a complete response. */
  static Response body(int status, String type, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** Returns a response that does not end while the client reads. */
  static Response endless(int status, String part) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, 0);
      byte[] bytes = part.repeat(10_000).getBytes(UTF_8);
      while (true) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  /** Returns no response. */
  static Response silence(Runnable requested) {
    return exchange -> requested.run();
  }

  private static void keepAlives(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("\r\n".getBytes(UTF_8));
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
