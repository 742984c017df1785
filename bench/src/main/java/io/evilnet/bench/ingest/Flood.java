package io.evilnet.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evilnet.ingest.x.StreamRule;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Server in place of X that sends a fixed number of posts at maximum speed, once, and then keeps
 * the connection open.
 */
final class Flood implements AutoCloseable {

  private final Posts posts;
  private final int count;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  Flood(Posts posts, int count, List<StreamRule> rules) throws IOException {
    this.posts = posts;
    this.count = count;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/2/tweets/search/stream", this::stream);
    server.createContext(
        "/2/tweets/search/stream/rules", exchange -> respond(exchange, json(rules)));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      posts.write(out, count);
      out.flush();
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the rules as existing. */
  private static String json(List<StreamRule> rules) {
    List<String> objects =
        rules.stream()
            .map(
                rule ->
                    "{\"id\":\"1\",\"value\":\"%s\",\"tag\":\"%s\"}"
                        .formatted(rule.value(), rule.tag()))
            .toList();
    return "{\"data\":[" + String.join(",", objects) + "]}";
  }

  private static void respond(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
