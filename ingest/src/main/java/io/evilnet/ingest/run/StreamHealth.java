package io.evilnet.ingest.run;

import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamListener;
import java.time.Duration;
import java.util.Optional;

/** State of a connection and the disconnect reason. Thread-safe. */
final class StreamHealth implements StreamListener {

  private final String connection;
  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private volatile Disconnection disconnection =
      new Disconnection("not connected yet", System.nanoTime(), true, false);
  private volatile boolean neverConnected = true;

  /**
   * State of a lost connection.
   *
   * @param reason disconnect reason
   * @param sinceNanos start of the disconnection, by {@link System#nanoTime()}
   * @param urgent whether readiness fails immediately
   * @param quota whether credits, cap or daily limit are exhausted
   */
  private record Disconnection(String reason, long sinceNanos, boolean urgent, boolean quota) {}

  StreamHealth(String connection, IngestMetrics metrics, GapRecorder gaps) {
    this.connection = connection;
    this.metrics = metrics;
    this.gaps = gaps;
  }

  @Override
  public void connected() {
    disconnection = null;
    neverConnected = false;
    metrics.connected();
  }

  @Override
  public void ended(StreamEnd end, Duration untilNextAttempt) {
    Disconnection before = disconnection;
    disconnection =
        new Disconnection(
            end.description(),
            before == null ? System.nanoTime() : before.sinceNanos(),
            neverConnected || end.needsAttention(),
            end instanceof QuotaExhausted || end instanceof DailyLimitReached);
    metrics.disconnected(end.label());
    gaps.ended(end.label(), end.needsAttention());
  }

  /** Returns whether reading has stopped because of credits, cap or daily limit. */
  boolean isQuotaExhausted() {
    Disconnection now = disconnection;
    return now != null && now.quota();
  }

  boolean isConnected() {
    return disconnection == null;
  }

  /**
   * Returns the disconnect reason, unless a lost connection may still be re-established within
   * {@code reconnectTimeout}.
   */
  Optional<String> problem(Duration reconnectTimeout) {
    Disconnection now = disconnection;
    boolean isTolerated =
        now == null
            || (!now.urgent() && System.nanoTime() - now.sinceNanos() < reconnectTimeout.toNanos());
    return isTolerated
        ? Optional.empty()
        : Optional.of("not connected to the stream %s: %s".formatted(connection, now.reason()));
  }
}
