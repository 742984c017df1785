package io.evilnet.ingest.x;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Terminates stale connections that occupy the account's connection slot. */
final class StaleConnections {

  private static final Logger LOG = LoggerFactory.getLogger(StaleConnections.class);

  private final XApi api;

  StaleConnections(XApi api) {
    this.api = api;
  }

  /**
   * Terminates connections that were established before the own connection was lost. A failure is
   * only logged: X releases the slot when it detects the stale connection.
   */
  void end(Duration sinceLost) {
    try {
      XApi.OpenConnections response = api.openConnections();
      List<OpenConnection> open = response.all();
      List<OpenConnection> stale = OpenConnection.stale(open, response.asOf().minus(sinceLost));
      if (!stale.isEmpty()) {
        api.terminate(stale);
        LOG.warn(
            "Terminated {} stale connections that occupied the account's connection slot",
            stale.size());
      } else if (!open.isEmpty()) {
        LOG.warn(
            "The account's connection slot is occupied by a connection established after the connection"
                + " of this process ended ({}): check whether another ingest uses this bearer token",
            open.get(0).connectedAt());
      }
    } catch (IOException e) {
      LOG.warn("Failed to list or terminate the account's connections: {}", e.getMessage());
    }
  }
}
