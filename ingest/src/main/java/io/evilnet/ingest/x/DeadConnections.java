package io.evilnet.ingest.x;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections that still hold the account's place, although nobody reads them any more. */
final class DeadConnections {

  private static final Logger LOG = LoggerFactory.getLogger(DeadConnections.class);

  private final XApi api;

  DeadConnections(XApi api) {
    this.api = api;
  }

  /**
   * Ends those that were made before ours was lost. That X does not do it is no failure: the place
   * becomes free by itself when X notices.
   */
  void end(Duration sinceLost) {
    try {
      XApi.OpenConnections answer = api.openConnections();
      List<OpenConnection> open = answer.all();
      List<OpenConnection> dead = OpenConnection.dead(open, answer.asOf().minus(sinceLost));
      if (!dead.isEmpty()) {
        api.terminate(dead);
        LOG.warn("Ended {} dead connections that held the account's place", dead.size());
      } else if (!open.isEmpty()) {
        LOG.warn(
            "The account's place is held by a connection made after ours ended ({}):"
                + " does another ingest use this bearer token?",
            open.get(0).connectedAt());
      }
    } catch (IOException e) {
      LOG.warn("X does not say which connections hold the account's place: {}", e.getMessage());
    }
  }
}
