package io.evilnet.ingest.run;

import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says whether ingest does its work, and what keeps it from doing so. */
final class Readiness {

  private static final Duration ACKNOWLEDGED_RECENTLY = Duration.ofSeconds(15);

  private final StreamHealth stream;
  private final Spool spool;
  private final SpoolSender sender;

  Readiness(StreamHealth stream, Spool spool, SpoolSender sender) {
    this.stream = stream;
    this.spool = spool;
    this.sender = sender;
  }

  /** Why it is not ready; empty when it is. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!stream.isConnected()) {
      reasons.add(stream.notConnected());
    }
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
    return reasons;
  }
}
