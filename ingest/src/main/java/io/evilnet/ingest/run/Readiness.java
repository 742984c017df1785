package io.evilnet.ingest.run;

import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says whether ingest does its work, and what keeps it from doing so. */
final class Readiness {

  private static final Duration ACKNOWLEDGED_RECENTLY = Duration.ofSeconds(15);

  private final List<StreamHealth> connections;
  private final Duration patience;
  private final Spool spool;
  private final SpoolSender sender;
  private final RefusedLetters refusedLetters;

  /**
   * Readiness of all parts.
   *
   * @param patience how long a connection that was there may be away
   */
  Readiness(
      List<StreamHealth> connections,
      Duration patience,
      Spool spool,
      SpoolSender sender,
      RefusedLetters refusedLetters) {
    this.connections = List.copyOf(connections);
    this.patience = patience;
    this.spool = spool;
    this.sender = sender;
    this.refusedLetters = refusedLetters;
  }

  /** Why it is not ready; empty when it is. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    connections.forEach(connection -> connection.problem(patience).ifPresent(reasons::add));
    SpoolStatus status = spool.status();
    if (status.isBlocked()) {
      reasons.add(status.blocked());
    }
    Duration silence = sender.sinceAcknowledged();
    if (status.lagBytes() > 0 && silence.compareTo(ACKNOWLEDGED_RECENTLY) > 0) {
      reasons.add(
          "Kafka has acknowledged nothing for %d s while %d bytes wait in the spool"
              .formatted(silence.toSeconds(), status.lagBytes()));
    }
    sender.refusal().ifPresent(reasons::add);
    refusedLetters.problem().ifPresent(reasons::add);
    return reasons;
  }
}
