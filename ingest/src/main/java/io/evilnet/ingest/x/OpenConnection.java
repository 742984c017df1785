package io.evilnet.ingest.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An open connection of the account, as reported by X.
 *
 * @param id id assigned by X
 * @param connectedAt time of its establishment, by X's clock
 */
record OpenConnection(String id, Instant connectedAt) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * Returns the stale connections: established before our own connection ended, or before this
   * process started. A younger one belongs to another process, which would reconnect.
   *
   * @param lostAt end of our own connection, by X's clock; the start of the process before the
   *     first one
   */
  static List<OpenConnection> stale(List<OpenConnection> open, Instant lostAt) {
    return open.stream().filter(connection -> !connection.connectedAt().isAfter(lostAt)).toList();
  }

  /**
   * Parses X's list, without connections that lack an id or a time.
   *
   * @throws IOException if it is not JSON
   */
  static List<OpenConnection> parse(byte[] body) throws IOException {
    List<OpenConnection> open = new ArrayList<>();
    for (JsonNode connection : JSON.readTree(body).path("data")) {
      String id = connection.path("id").asText("");
      try {
        Instant connectedAt = Instant.parse(connection.path("connected_at").asText(""));
        if (ID.matcher(id).matches()) {
          open.add(new OpenConnection(id, connectedAt));
        }
      } catch (DateTimeException e) {
        // A connection of unknown age is not terminated.
      }
    }
    return List.copyOf(open);
  }
}
