package io.evilnet.ingest.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.ingest.simulator.Accounts.Account;
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
  private final World world;

  ConnectionRoutes(Accounts accounts, World world) {
    this.accounts = accounts;
    this.world = world;
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
    answer(context, end(account, open) ? 1 : 0, 0);
  }

  /** Terminates the connections whose ids are in the body. */
  void terminate(Context context) throws IOException {
    Set<String> ids;
    try {
      ids = uuids(context.bodyAsBytes());
    } catch (IOException e) {
      Problem.invalidRequest("The body is not JSON.").answer(context);
      return;
    }
    if (ids.isEmpty()) {
      Problem.invalidRequest("uuids must contain 1 to 100 ids.").answer(context);
      return;
    }
    Account account = accounts.of(context);
    StreamConnection open = account.connection().get();
    int ended = open != null && ids.contains(open.id()) && end(account, open) ? 1 : 0;
    answer(context, ended, ids.size() - ended);
  }

  private boolean end(Account account, StreamConnection open) {
    if (open == null || !account.connection().compareAndSet(open, null)) {
      return false;
    }
    world.disconnect(open);
    return true;
  }

  private static void answer(Context context, int ended, int failed) {
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
