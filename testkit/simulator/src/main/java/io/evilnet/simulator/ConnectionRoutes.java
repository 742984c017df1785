package io.evilnet.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.simulator.Accounts.Account;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Handler of {@code /2/connections}.
 *
 * @see <a href="https://docs.x.com/x-api/connections/introduction">X: stream connections</a>
 */
final class ConnectionRoutes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Accounts accounts;
  private final PostFeed feed;

  ConnectionRoutes(Accounts accounts, PostFeed feed) {
    this.accounts = accounts;
    this.feed = feed;
  }

  /** Lists the open connections of the account. */
  void list(Context context) {
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

  /** Terminates all connections of the account. */
  void terminateAll(Context context) {
    Account account = accounts.of(context);
    StreamConnection open = account.connection().get();
    respond(context, end(account, open) ? 1 : 0, 0);
  }

  /** Terminates the connections whose ids are in the body. */
  void terminate(Context context) throws IOException {
    Set<String> ids;
    try {
      ids = uuids(context.bodyAsBytes());
    } catch (IOException e) {
      Problem.invalidRequest("The body is not JSON.").respond(context);
      return;
    }
    if (ids.isEmpty()) {
      Problem.invalidRequest("uuids must contain 1 to 100 ids.").respond(context);
      return;
    }
    Account account = accounts.of(context);
    StreamConnection open = account.connection().get();
    int ended = open != null && ids.contains(open.id()) && end(account, open) ? 1 : 0;
    respond(context, ended, ids.size() - ended);
  }

  private boolean end(Account account, StreamConnection open) {
    if (open == null || !account.connection().compareAndSet(open, null)) {
      return false;
    }
    feed.disconnect(open);
    return true;
  }

  private static void respond(Context context, int ended, int failed) {
    context
        .contentType("application/json")
        .result(
            "{\"data\":{\"successful_kills\":%d,\"failed_kills\":%d}}".formatted(ended, failed));
  }

  private static Set<String> uuids(byte[] body) throws IOException {
    Set<String> ids = new HashSet<>();
    JSON.readTree(body).path("uuids").forEach(id -> ids.add(id.asText()));
    return ids;
  }
}
