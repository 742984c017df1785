package io.evilnet.ingest.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
final class IngestHttp implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAVAILABLE = 503;

  private final Liveness liveness;
  private final Readiness readiness;
  private final IngestMetrics metrics;
  private final Javalin server;

  IngestHttp(Liveness liveness, Readiness readiness, IngestMetrics metrics) {
    this.liveness = liveness;
    this.readiness = readiness;
    this.metrics = metrics;
    this.server = Javalin.create(this::configure);
  }

  void start(InetSocketAddress address) {
    server.start(address.getHostString(), address.getPort());
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    Handler live = context -> respond(context, liveness.reasons());
    Handler ready = context -> respond(context, readiness.reasons());
    // Javalin responds to HEAD with 200 if only GET has a handler.
    config.routes.get("/health/live", live);
    config.routes.head("/health/live", live);
    config.routes.get("/health/ready", ready);
    config.routes.head("/health/ready", ready);
    config.routes.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(metrics.scrape()));
  }

  private static void respond(Context context, List<String> reasons) throws IOException {
    context
        .status(reasons.isEmpty() ? 200 : UNAVAILABLE)
        .contentType("application/json")
        .result(JSON.writeValueAsString(new HealthResponse(reasons.isEmpty(), reasons)));
  }

  private record HealthResponse(boolean healthy, List<String> reasons) {}
}
