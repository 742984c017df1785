package io.evilnet.ingest.run;

import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamListener;
import java.time.Duration;

/** Whether the stream is connected, and why not. Safe for use by many threads. */
final class StreamHealth implements StreamListener {

  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private volatile String notConnected = "not connected to the stream yet";

  StreamHealth(IngestMetrics metrics, GapRecorder gaps) {
    this.metrics = metrics;
    this.gaps = gaps;
  }

  @Override
  public void connected() {
    notConnected = "";
    metrics.connected();
  }

  @Override
  public void ended(StreamEnd end, Duration untilNextAttempt) {
    notConnected = "not connected to the stream: " + end.description();
    metrics.disconnected(end.label());
    gaps.ended(end.label());
  }

  boolean isConnected() {
    return notConnected.isEmpty();
  }

  /** Why it is not connected; empty when it is. */
  String notConnected() {
    return notConnected;
  }
}
