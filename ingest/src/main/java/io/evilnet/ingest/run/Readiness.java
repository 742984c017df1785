package io.evilnet.ingest.run;

import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Readiness of ingest, with the reasons why it is not ready. */
final class Readiness {

  private static final Duration ACKNOWLEDGED_RECENTLY = Duration.ofSeconds(15);

  private final List<StreamHealth> connections;
  private final Duration reconnectTimeout;
  private final Spool spool;
  private final SpoolSender sender;
  private final RejectedDeadLetters rejectedDeadLetters;

  /**
   * @param reconnectTimeout time for a lost connection to be re-established
   */
  Readiness(
      List<StreamHealth> connections,
      Duration reconnectTimeout,
      Spool spool,
      SpoolSender sender,
      RejectedDeadLetters rejectedDeadLetters) {
    this.connections = List.copyOf(connections);
    this.reconnectTimeout = reconnectTimeout;
    this.spool = spool;
    this.sender = sender;
    this.rejectedDeadLetters = rejectedDeadLetters;
  }

  /** Returns the reasons why it is not ready; empty if it is. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    connections.forEach(connection -> connection.problem(reconnectTimeout).ifPresent(reasons::add));
    SpoolStatus status = spool.status();
    if (status.isBlocked()) {
      reasons.add(status.blocked());
    }
    Duration sinceAcknowledged = sender.sinceAcknowledged();
    if (status.lagBytes() > 0 && sinceAcknowledged.compareTo(ACKNOWLEDGED_RECENTLY) > 0) {
      reasons.add(
          "no acknowledgement from Kafka for %d s with %d bytes in the spool"
              .formatted(sinceAcknowledged.toSeconds(), status.lagBytes()));
    }
    sender.refusal().ifPresent(reasons::add);
    rejectedDeadLetters.problem().ifPresent(reasons::add);
    return reasons;
  }
}
