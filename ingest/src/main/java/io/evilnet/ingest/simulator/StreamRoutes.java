package io.evilnet.ingest.simulator;

import io.evilnet.ingest.simulator.Accounts.Account;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /2/tweets/search/stream} and {@code /2/connections}. */
final class StreamRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);

  private static final byte[] KEEP_ALIVE = {'\r', '\n'};

  private final Accounts accounts;
  private final World world;
  private final Duration keepAlive;
  private final AtomicLong lastConnection = new AtomicLong();

  StreamRoutes(Accounts accounts, World world, Duration keepAlive) {
    this.accounts = accounts;
    this.world = world;
    this.keepAlive = keepAlive;
  }

  /** Streams until either side ends it; the request's thread stays with it. */
  void stream(Context context) throws IOException, InterruptedException {
    Account account = accounts.of(context);
    if (account.rules().all().isEmpty()) {
      Problem.NO_RULES.answer(context);
      return;
    }
    StreamConnection connection =
        new StreamConnection(Long.toString(lastConnection.incrementAndGet()), Instant.now());
    if (!account.connection().compareAndSet(null, connection)) {
      Problem.TOO_MANY_CONNECTIONS.answer(context);
      return;
    }
    LOG.info("Connection {} opened", connection.id());
    world.connect(connection);
    try {
      send(context, connection);
    } catch (IOException e) {
      LOG.debug("Connection {} was closed by its client", connection.id(), e);
    } finally {
      world.disconnect(connection);
      account.connection().set(null);
      LOG.info("Connection {} closed", connection.id());
    }
  }

  /** The open connections of the account. */
  void connections(Context context) {
    StreamConnection open = accounts.of(context).connection().get();
    String data =
        open == null
            ? ""
            : """
            {"id":"%s","endpoint_name":"filtered_stream","connected_at":"%s"}"""
                .formatted(open.id(), open.connectedAt());
    context
        .contentType("application/json")
        .result(
            "{\"data\":[%s],\"meta\":{\"result_count\":%d}}".formatted(data, open == null ? 0 : 1));
  }

  /** Ends all connections of the account. */
  void closeConnections(Context context) {
    StreamConnection open = accounts.of(context).connection().get();
    if (open != null) {
      world.disconnect(open);
    }
    context
        .contentType("application/json")
        .result(
            "{\"data\":{\"successful_kills\":%d,\"failed_kills\":0}}"
                .formatted(open == null ? 0 : 1));
  }

  private void send(Context context, StreamConnection connection)
      throws IOException, InterruptedException {
    context.contentType("application/json; charset=utf-8");
    // The servlet's own stream: the one of the context keeps small writes back when flushed.
    OutputStream out = context.res().getOutputStream();
    out.flush();
    while (!connection.isClosed()) {
      byte[] lines = connection.poll(keepAlive);
      if (!connection.isClosed()) {
        out.write(lines == null ? KEEP_ALIVE : lines);
        out.flush();
      }
    }
  }
}
