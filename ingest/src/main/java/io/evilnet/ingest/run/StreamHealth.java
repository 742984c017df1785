package io.evilnet.ingest.run;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a connection is there, and why not. Safe for use by many threads. */
final class StreamHealth implements StreamListener {

  private final String connection;
  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private final Clock clock;
  private volatile Absence absence = new Absence("not yet", Instant.MIN, false);

  /**
   * A time without the connection.
   *
   * @param reason why
   * @param since when it began
   * @param hopeless whether it lasts for good
   */
  private record Absence(String reason, Instant since, boolean hopeless) {}

  StreamHealth(String connection, IngestMetrics metrics, GapRecorder gaps, Clock clock) {
    this.connection = requireNonNull(connection, "connection");
    this.metrics = requireNonNull(metrics, "metrics");
    this.gaps = requireNonNull(gaps, "gaps");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void connected() {
    absence = null;
    metrics.connected();
  }

  @Override
  public void ended(StreamEnd end, Duration untilNextAttempt) {
    Absence before = absence;
    absence =
        new Absence(
            end.description(),
            before == null ? clock.instant() : before.since(),
            end instanceof StreamEnd.Refused);
    metrics.disconnected(end.label());
    gaps.ended(end.label());
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
        now == null || (!now.hopeless() && clock.instant().isBefore(now.since().plus(patience)));
    return passing
        ? Optional.empty()
        : Optional.of("not connected to the stream %s: %s".formatted(connection, now.reason()));
  }
}
