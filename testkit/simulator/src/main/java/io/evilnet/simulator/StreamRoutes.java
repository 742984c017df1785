package io.evilnet.simulator;

import io.evilnet.simulator.Accounts.Account;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handler of {@code /2/tweets/search/stream}. */
final class StreamRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);

  private static final Duration RATE_LIMIT_WINDOW = Duration.ofMinutes(1);
  private static final Duration AGE_OF_STUCK = Duration.ofHours(1);
  private static final int COMPRESSION_BUFFER = 8 * 1024;

  private final SimulatorSettings settings;
  private final Accounts accounts;
  private final PostFeed feed;
  private final FaultPlan faults;
  private final Deliveries deliveries;

  StreamRoutes(
      SimulatorSettings settings,
      Accounts accounts,
      PostFeed feed,
      FaultPlan faults,
      Deliveries deliveries) {
    this.settings = settings;
    this.accounts = accounts;
    this.feed = feed;
    this.faults = faults;
    this.deliveries = deliveries;
  }

  /** Streams until either side closes the connection, on the request's thread. */
  void stream(Context context) throws IOException, InterruptedException {
    Account account = accounts.of(context);
    if (account.rules().all().isEmpty()) {
      Problem.NO_RULES.respond(context);
      return;
    }
    Optional<Duration> backfill = backfill(context);
    if (backfill.isEmpty()) {
      Problem.invalidRequest("backfill_minutes must be 1 to 5, for Enterprise access only.")
          .respond(context);
      return;
    }
    if (account.usage().remaining() <= 0) {
      Problem.USAGE_CAPPED.respond(context);
      return;
    }
    Optional<Fault> fault = faults.takeRequestFault();
    if (fault.isPresent()) {
      failRequest(context, account, fault.get());
      return;
    }
    StreamConnection connection = connection(ClientSocket.of(context.req()), Instant.now());
    if (!account.connection().compareAndSet(null, connection)) {
      Problem.TOO_MANY_CONNECTIONS.respond(context);
      return;
    }
    LOG.info("Connection {} opened", connection.id());
    deliveries.opened(connection.id(), connection.socket().port());
    feed.connect(connection, backfill.get());
    try {
      StreamSender sender = sender(context, account, connection);
      sender.run();
      // Before the client detects the end, as it reconnects immediately.
      release(account, connection);
      sender.end();
    } catch (IOException e) {
      LOG.debug("Connection {} was closed by its client", connection.id(), e);
    } finally {
      release(account, connection);
      LOG.info("Connection {} closed", connection.id());
    }
  }

  private void release(Account account, StreamConnection connection) {
    feed.disconnect(connection);
    account.connection().compareAndSet(connection, null);
  }

  /** Returns the requested backfill; empty if it is not permitted. */
  private Optional<Duration> backfill(Context context) {
    String minutes = context.queryParam("backfill_minutes");
    if (minutes == null) {
      return Optional.of(Duration.ZERO);
    }
    return settings.backfill().isZero() || !minutes.matches("[1-5]")
        ? Optional.empty()
        : Optional.of(Duration.ofMinutes(Long.parseLong(minutes)));
  }

  private void failRequest(Context context, Account account, Fault fault) {
    switch (fault) {
      case RATE_LIMITED -> {
        Instant reset = Instant.now().plus(RATE_LIMIT_WINDOW);
        context.header("x-rate-limit-remaining", "0");
        context.header("x-rate-limit-reset", Long.toString(reset.getEpochSecond()));
        Problem.RATE_LIMITED.respond(context);
      }
      case STUCK_CONNECTION -> {
        account
            .connection()
            .compareAndSet(null, connection(null, Instant.now().minus(AGE_OF_STUCK)));
        Problem.TOO_MANY_CONNECTIONS.respond(context);
      }
      case CREDITS_DEPLETED -> Problem.CREDITS_DEPLETED.respond(context);
      case USAGE_CAPPED -> Problem.USAGE_CAPPED.respond(context);
      default -> Problem.UNAVAILABLE.respond(context);
    }
  }

  private StreamConnection connection(ClientSocket socket, Instant connectedAt) {
    return new StreamConnection(
        UUID.randomUUID().toString(), connectedAt, socket, settings.maxBacklogBytes());
  }

  private StreamSender sender(Context context, Account account, StreamConnection connection)
      throws IOException {
    context.contentType("application/json; charset=utf-8");
    String accepted = context.header("Accept-Encoding");
    boolean compressed = settings.gzip() && accepted != null && accepted.contains("gzip");
    if (compressed) {
      context.header("Content-Encoding", "gzip");
    }
    // The stream of the servlet: that of the context delays small writes when flushed.
    OutputStream plain = context.res().getOutputStream();
    return new StreamSender(
        connection,
        account.rules()::matcher,
        account.usage(),
        new RequestedFields(
            parameter(context, "tweet.fields"),
            parameter(context, "expansions"),
            parameter(context, "place.fields"),
            parameter(context, "user.fields")),
        compressed ? new GZIPOutputStream(plain, COMPRESSION_BUFFER, true) : plain,
        faults,
        deliveries,
        settings.keepAlive());
  }

  private static String parameter(Context context, String parameter) {
    String value = context.queryParam(parameter);
    return value == null ? "" : value;
  }
}
