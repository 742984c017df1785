package io.evilnet.ingest.run;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamListener;
import java.time.Duration;
import java.util.Optional;

/** Whether a connection is there, and why not. Safe for use by many threads. */
final class StreamHealth implements StreamListener {

  private final String connection;
  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private volatile Absence absence = new Absence("not yet", System.nanoTime(), true);
  private volatile boolean neverConnected = true;

  /**
   * A time without the connection.
   *
   * @param reason why
   * @param sinceNanos when it began, by {@link System#nanoTime()}
   * @param urgent whether it is a problem from its first moment on
   */
  private record Absence(String reason, long sinceNanos, boolean urgent) {}

  StreamHealth(String connection, IngestMetrics metrics, GapRecorder gaps) {
    this.connection = requireNonNull(connection, "connection");
    this.metrics = requireNonNull(metrics, "metrics");
    this.gaps = requireNonNull(gaps, "gaps");
  }

  @Override
  public void connected() {
    absence = null;
    neverConnected = false;
    metrics.connected();
  }

  @Override
  public void ended(StreamEnd end, Duration untilNextAttempt) {
    Absence before = absence;
    absence =
        new Absence(
            end.description(),
            before == null ? System.nanoTime() : before.sinceNanos(),
            neverConnected || end.needsAttention());
    metrics.disconnected(end.label());
    gaps.ended(end.label(), end.needsAttention());
  }

  boolean isConnected() {
    return absence == null;
  }

  /**
   * Why the connection is not there, when that is worth a word: one that was there may be made
   * again within {@code patience}.
   */
  Optional<String> problem(Duration patience) {
    Absence now = absence;
    boolean passing =
        now == null || (!now.urgent() && System.nanoTime() - now.sinceNanos() < patience.toNanos());
    return passing
        ? Optional.empty()
        : Optional.of("not connected to the stream %s: %s".formatted(connection, now.reason()));
  }
}
