package io.evilnet.streams.http;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.util.JavalinException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of health, metrics, the dashboard and the endpoints of other parts. */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final Supplier<Optional<String>> failure;
  private final PrometheusMeterRegistry metrics;
  private final ApiAccess access;
  private final Consumer<RoutesConfig> endpoints;
  private volatile Javalin javalin;

  /**
   * Creates a server that is not started.
   *
   * @param access authentication, TLS and allowed origins
   * @param failure supplies the reason if the process cannot recover without intervention
   * @param endpoints endpoints of other parts
   */
  public HttpServer(
      ApiAccess access,
      Health health,
      Supplier<Optional<String>> failure,
      PrometheusMeterRegistry metrics,
      Consumer<RoutesConfig> endpoints) {
    this.access = access;
    this.health = health;
    this.failure = failure;
    this.metrics = metrics;
    this.endpoints = endpoints;
  }

  /**
   * Starts the server.
   *
   * @throws IllegalArgumentException if the address cannot be used
   */
  public void start(InetSocketAddress address) {
    if (access.isOpenToOthersAt(address)) {
      LOG.warn(
          "listening on {}:{} without authentication: any client can read the counts; set EVILNET_API_PASSWORD and --api-identity, or listen on 127.0.0.1 only",
          address.getHostString(),
          address.getPort());
    }
    if (access.isOpenToAllPages()) {
      LOG.warn(
          "api-allow-origin is *: any web page can read the counts from a browser that can connect to {}:{}; list the allowed origins, or set EVILNET_API_PASSWORD",
          address.getHostString(),
          address.getPort());
    }
    Javalin server = server(address);
    javalin = server;
    try {
      server.start(address.getHostString(), address.getPort());
    } catch (JavalinException e) {
      throw new IllegalArgumentException(
          "cannot bind streams-http to %s:%d: the address is in use or not local; specify another one with --streams-http HOST:PORT"
              .formatted(address.getHostString(), address.getPort()),
          e);
    }
    LOG.info(
        "listening on {}://{}:{}",
        access.identity().isPresent() ? "https" : "http",
        address.getHostString(),
        server.port());
  }

  /** Returns the port of the started server. */
  public int port() {
    return javalin.port();
  }

  private Javalin server(InetSocketAddress address) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.http.prefer405over404 = true;
          config.staticFiles.add(HttpServer::dashboard);
          config.staticFiles.enableWebjars();
          access
              .identity()
              .ifPresent(
                  identity ->
                      config.jetty.addConnector(
                          (server, http) -> TlsConnector.of(server, http, identity, address)));
          routes(config.routes, address);
          endpoints.accept(config.routes);
        });
  }

  private void routes(RoutesConfig routes, InetSocketAddress address) {
    routes.before(SecurityHeaders::add);
    CrossOriginGate crossOrigin = new CrossOriginGate(access.origins());
    routes.before(new BrowserGate(address, crossOrigin)::check);
    routes.before(crossOrigin::check);
    access.login().map(PasswordGate::new).ifPresent(gate -> routes.before(gate::check));
    routes.exception(HttpResponseException.class, Problem::answer);
    routes.exception(Exception.class, HttpServer::failed);
    // Javalin answers HEAD with 200 where only GET has a handler.
    routes.get("/health/live", this::live);
    routes.head("/health/live", this::live);
    routes.get("/health/ready", this::ready);
    routes.head("/health/ready", this::ready);
    routes.get(
        "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.scrape()));
  }

  private static void dashboard(StaticFileConfig files) {
    files.directory = "/io/evilnet/streams/http/dashboard";
    files.location = Location.CLASSPATH;
    // Browsers revalidate each time, so that a new version is loaded immediately.
    files.headers = Map.of("Cache-Control", "no-cache");
  }

  /** Sends an error; never throws, since Javalin would call it again with the exception. */
  private static void failed(Exception e, Context context) {
    try {
      Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal error; see the log of streams-app")
          .answer(context);
      LOG.error("request failed: {} {}", context.method(), context.path(), e);
    } catch (RuntimeException completed) {
      LOG.debug("request failed after Jetty had completed it", e);
    }
  }

  private void live(Context context) {
    Optional<String> reason = failure.get();
    context
        .status(reason.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .result(reason.map(text -> "failed: " + text).orElse("alive"));
  }

  private void ready(Context context) {
    List<Health.Part> parts = health.parts();
    boolean isReady = Health.overall(parts) != Health.Status.DOWN;
    context
        .status(isReady ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(Health.json(parts));
  }

  @Override
  public void close() {
    if (javalin != null) {
      javalin.stop();
    }
  }
}
