package io.evilnet.streams.api;

import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.Side;
import io.evilnet.streams.read.Level;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Finding;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the API. */
public final class QueryApi implements AutoCloseable {

  static final String ROOT = "/api/v1/";
  private static final String PAGE = "/api";

  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);

  /** Maximum number of concurrent queries; others are queued, and rejected after a timeout. */
  private static final int CONCURRENCY = 16;

  private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);
  private static final String RETRY_SECONDS = "2";

  /** 2026-11-29, as in RFC 9745. */
  private static final String DEPRECATION = "@1795910400";

  private final Clockwork clockwork;
  private final Freshness freshness;
  private final Store store;
  private final RecentRuns runs;
  private final Rankings rankings;
  private final EventStream events;
  private final QueryResponse response;
  private final StaticResource description =
      new StaticResource("openapi.json", "application/json; charset=utf-8");
  private final StaticResource page = new StaticResource("api.html", "text/html; charset=utf-8");
  private final List<Query> queries;
  private final AtomicReference<Comparison> comparison = new AtomicReference<>();
  private final Semaphore permits = new Semaphore(CONCURRENCY, true);

  /**
   * Creates the API.
   *
   * @param window length of a window
   * @param grace the grace period
   * @param simulated true if the posts are simulated
   */
  public QueryApi(CassandraLink cassandra, Duration window, Duration grace, boolean simulated) {
    this(new Clockwork(window, grace, InstantSource.system()), cassandra, simulated);
  }

  private QueryApi(Clockwork clockwork, CassandraLink cassandra, boolean simulated) {
    this(clockwork, new Freshness(clockwork), cassandra, simulated);
  }

  private QueryApi(
      Clockwork clockwork, Freshness freshness, CassandraLink cassandra, boolean simulated) {
    this(
        clockwork,
        freshness,
        new CassandraStore(cassandra, freshness, clockwork.clock()),
        () -> cassandra.problem().isEmpty(),
        simulated);
  }

  QueryApi(
      Clockwork clockwork,
      Freshness freshness,
      Store store,
      BooleanSupplier storeUp,
      boolean simulated) {
    this.clockwork = clockwork;
    this.freshness = freshness;
    this.store = store;
    this.events = new EventStream(clockwork, storeUp, simulated);
    this.response = new QueryResponse(freshness);
    this.runs = new RecentRuns(store, freshness, clockwork.clock());
    this.rankings = new Rankings(store, freshness, clockwork.clock());
    this.queries =
        List.of(
            new CitiesQuery(store).query(),
            new SeriesQuery(store, clockwork).query(),
            new RankingQuery(store, rankings, clockwork, Side.TOP).query(),
            new RankingQuery(store, rankings, clockwork, Side.WORST).query(),
            new AreasQuery(rankings, clockwork, Level.COUNTRY).query(),
            new AreasQuery(rankings, clockwork, Level.REGION).query(),
            new TotalsQuery(store, clockwork).query(),
            new EmptyWindowsQuery(store, clockwork).query(),
            new OutagesQuery(store, clockwork).query(),
            new RunsQuery(store).query(),
            new UnusualQuery(this::latest, clockwork).query(),
            new UsualHoursQuery(this::latest, clockwork).query());
  }

  /** Returns the ranking of the last hour; windows are read again only if they may have changed. */
  public Ranking lastHour() {
    runs.note();
    return rankings.of(clockwork.lastHour(), Optional.empty());
  }

  /** Sends changes to all event clients. */
  public void changed(Collection<CountChange> changes) {
    freshness.note(changes);
    store.note(changes.stream().map(CountChange::city).toList());
    events.send(changes);
  }

  /** Replaces the comparison that is served, and sends its new findings to all event clients. */
  public void compared(Comparison now) {
    Comparison before = comparison.getAndSet(now);
    List<Finding> begun = before == null ? now.findings() : now.newSince(before);
    if (!begun.isEmpty()) {
      events.send(begun);
    }
  }

  private Optional<Comparison> latest() {
    return Optional.ofNullable(comparison.get());
  }

  /** Adds the routes of the API. */
  public void addTo(RoutesConfig routes) {
    for (Query query : queries) {
      read(routes, ROOT + query.path(), context -> answer(query, context));
      query
          .formerPath()
          .ifPresent(
              path -> read(routes, ROOT + path, context -> answerDeprecated(query, context)));
    }
    routes.get(ROOT + "events", events::connect);
    read(routes, ROOT + "openapi.json", description::answer);
    read(routes, PAGE, this::page);
    routes.exception(InvalidParameterException.class, QueryApi::invalid);
    routes.exception(TooManyRowsException.class, QueryApi::tooMany);
    routes.exception(StoreUnavailableException.class, QueryApi::unavailable);
  }

  /** Adds a route for GET and HEAD; Jetty sends no body to HEAD. */
  private static void read(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  List<Query> queries() {
    return queries;
  }

  private void answerDeprecated(Query query, Context context)
      throws InterruptedException, IOException {
    context
        .header("Deprecation", DEPRECATION)
        .header("Link", "<%s>; rel=\"successor-version\"".formatted(query.path()));
    answer(query, context);
  }

  private void answer(Query query, Context context) throws InterruptedException, IOException {
    Instant now = clockwork.now();
    Parameters parameters = new Parameters(context.queryParamMap(), clockwork.window(), now);
    Set<String> known = new HashSet<>(query.parameters());
    known.add("format");
    parameters.allow(known);
    boolean csv = parameters.csv(context.header("Accept"));
    if (!permits.tryAcquire(QUEUE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      context.header("Retry-After", RETRY_SECONDS);
      ProblemType.OVERLOADED.problem("too many concurrent queries").answer(context);
      return;
    }
    Answer<?> answer;
    try {
      if (query.dependsOnWindowsOnly()) {
        runs.note();
      }
      answer = query.answer().apply(parameters);
    } finally {
      permits.release();
    }
    // After the release, so that slow clients hold no permit.
    response.write(context, query, answer, csv);
  }

  /** Serves the page without a trailing slash, since its links are relative to its parent. */
  private void page(Context context) {
    if (context.path().endsWith("/")) {
      context.redirect("../api");
    } else {
      page.answer(context);
    }
  }

  private static void invalid(InvalidParameterException e, Context context) {
    ProblemType.INVALID_PARAMETER.problem(e.getMessage(), e.parameter()).answer(context);
  }

  private static void tooMany(TooManyRowsException e, Context context) {
    ProblemType.TOO_MANY_ROWS.problem(e.getMessage()).answer(context);
  }

  private static void unavailable(StoreUnavailableException e, Context context) {
    LOG.debug("query failed", e);
    context.header("Retry-After", RETRY_SECONDS);
    ProblemType.CASSANDRA_UNAVAILABLE
        .problem(
            "Cassandra is unavailable (%s). Counting continues; retry in a moment."
                .formatted(e.getMessage()))
        .answer(context);
  }

  @Override
  public void close() {
    events.close();
  }
}
