package io.evilnet.ingest.redeliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Summary of a redelivery.
 *
 * @param sent posts acknowledged by Kafka
 * @param unusable dead letters of the reasons that still cannot be counted
 * @param others dead letters of other reasons
 * @param from start of the oldest window of a sent post; empty without one
 * @param to start of the newest
 */
public record RedeliverySummary(
    long sent, long unusable, long others, Optional<Instant> from, Optional<Instant> to) {

  /**
   * Returns one number per line, and the command that counts late posts.
   *
   * @param window length of the windows
   */
  public String toText(Duration window) {
    String numbers =
        String.format(
            Locale.ROOT,
            "redelivered       %d%nstill unusable    %d%nother reasons     %d%n",
            sent,
            unusable,
            others);
    return numbers
        + from.map(
                first ->
                    "Posts of closed windows are late; count them with: bin/evilnet backfill --from %s --to %s%n"
                        .formatted(first, to.orElseThrow().plus(window)))
            .orElse("");
  }
}
