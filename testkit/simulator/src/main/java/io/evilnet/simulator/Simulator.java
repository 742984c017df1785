package io.evilnet.simulator;

import io.evilnet.platform.metrics.JvmMeters;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/**
 * Simulator of the part of X's API v2 that ingest uses: rules, filtered stream, connections, usage
 * and counts.
 */
public final class Simulator implements AutoCloseable {

  private static final String STREAM = "/2/tweets/search/stream";

  private final SimulatorSettings settings;
  private final PostFeed feed;
  private final RuleRoutes rules;
  private final StreamRoutes streams;
  private final ConnectionRoutes connections;
  private final UsageRoutes usage;
  private final FaultPlan faults;
  private final Accounts accounts;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmMeters jvm = new JvmMeters();
  private final Javalin server;

  public Simulator(SimulatorSettings settings) {
    this(settings, Deliveries.IGNORED);
  }

  /** Simulator with a listener for delivered lines. */
  public Simulator(SimulatorSettings settings, Deliveries deliveries) {
    this(settings, deliveries, Clock.systemUTC());
  }

  /** Simulator with a clock for the times of posts and counts. */
  public Simulator(SimulatorSettings settings, Deliveries deliveries, Clock clock) {
    this.settings = settings;
    this.feed = new PostFeed(settings.generator(), new History(settings.backfill()), clock);
    this.accounts = new Accounts(settings.token(), settings.cap());
    this.faults = new FaultPlan(settings.faults());
    this.rules = new RuleRoutes(accounts);
    this.streams = new StreamRoutes(settings, accounts, feed, faults, deliveries);
    this.connections = new ConnectionRoutes(accounts, feed);
    this.usage = new UsageRoutes(accounts, feed, clock);
    jvm.bindTo(metrics);
    FunctionCounter.builder("evilnet.simulator.posts", feed, PostFeed::posts)
        .description("Generated posts, including redeliveries")
        .register(metrics);
    this.server = Javalin.create(this::configure);
  }

  /** Starts the server and the generator. */
  public void start() {
    feed.start();
    server.start(settings.address().getHostString(), settings.address().getPort());
  }

  /** Returns the port of the server. */
  public int port() {
    return server.port();
  }

  /** Returns the number of generated posts, including redeliveries. */
  public long posts() {
    return feed.posts();
  }

  /** Returns the number of executed faults. */
  public long faults() {
    return faults.happened();
  }

  @Override
  public void close() {
    feed.close();
    server.stop();
    jvm.close();
    metrics.close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.routes.before("/2/*", accounts::authenticate);
    config.routes.get(STREAM, streams::stream);
    // Like most accounts, the simulated ones have no Enterprise access.
    for (String other : List.of("sample", "sample10", "firehose")) {
      config.routes.get("/2/tweets/" + other + "/stream", Problem.NOT_ENTITLED::respond);
    }
    config.routes.get(STREAM + "/rules", rules::list);
    config.routes.post(STREAM + "/rules", rules::change);
    config.routes.get("/2/usage/tweets", usage::usage);
    config.routes.get("/2/tweets/counts/recent", usage::counts);
    config.routes.get("/2/connections", connections::list);
    config.routes.delete("/2/connections", connections::terminate);
    config.routes.delete("/2/connections/all", connections::terminateAll);
    config.routes.get("/health/live", context -> context.result("live\n"));
    config.routes.get("/health/ready", context -> context.result("ready\n"));
    config.routes.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(metrics.scrape()));
  }
}
