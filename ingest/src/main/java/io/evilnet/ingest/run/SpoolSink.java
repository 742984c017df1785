package io.evilnet.ingest.run;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.x.LineSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Puts posts, and what should have been one, into the spool; the rest is only counted. The sinks of
 * several connections share a spool, which one of them at a time may use.
 */
final class SpoolSink implements LineSink {

  private final LineParser parser = new LineParser();
  private final Spool spool;
  private final String site;
  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private final Clock clock;

  SpoolSink(Spool spool, String site, IngestMetrics metrics, GapRecorder gaps, Clock clock) {
    this.spool = spool;
    this.site = site;
    this.metrics = metrics;
    this.gaps = gaps;
    this.clock = clock;
  }

  @Override
  public StreamLine accept(RawLine line) throws IOException {
    Instant now = clock.instant();
    StreamLine parsed = parser.parse(line);
    metrics.received(parsed, line.length(), now);
    gaps.received(parsed, now);
    if (parsed instanceof Tweet tweet) {
      // What was found out once need not be found out again on the way to Kafka.
      append(new ReceivedLine(site, now, line, OptionalLong.of(tweet.authorId())));
    } else if (parsed instanceof Malformed) {
      append(new ReceivedLine(site, now, line));
    }
    return parsed;
  }

  @Override
  public void flush() throws IOException {
    synchronized (spool) {
      spool.flush();
    }
  }

  private void append(ReceivedLine line) throws IOException {
    synchronized (spool) {
      spool.append(line);
    }
  }
}
