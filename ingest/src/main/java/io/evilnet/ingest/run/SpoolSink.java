package io.evilnet.ingest.run;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.place.PlaceResolver;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.x.LineSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/**
 * Appends posts and malformed lines to the spool; other lines are only counted. The sinks of
 * several connections share a spool, guarded by its monitor.
 */
final class SpoolSink implements LineSink {

  private final LineParser parser = new LineParser();
  private final Spool spool;
  private final String site;
  private final IngestMetrics metrics;
  private final GapRecorder gaps;
  private final Clock clock;
  private final DailyPosts daily;
  private final PlaceResolver places;

  /** Time of the network read whose lines are being accepted; null before its first line. */
  private Instant readAt;

  SpoolSink(
      Spool spool,
      String site,
      IngestMetrics metrics,
      GapRecorder gaps,
      DailyPosts daily,
      PlaceResolver places,
      Clock clock) {
    this.daily = daily;
    this.places = places;
    this.spool = spool;
    this.site = site;
    this.metrics = metrics;
    this.gaps = gaps;
    this.clock = clock;
  }

  @Override
  public StreamLine accept(RawLine line) throws IOException {
    if (readAt == null) {
      readAt = clock.instant();
    }
    Instant now = readAt;
    StreamLine parsed = parser.parse(line);
    metrics.received(parsed, line.length(), now);
    gaps.received(parsed, now);
    if (parsed instanceof Tweet tweet) {
      daily.received();
      // Author and city are stored, so that the sender need not parse the post again.
      String city = places.cityOf(tweet, line.bytes());
      append(ReceivedLine.ofPost(site, now, line, tweet.authorId(), city));
    } else if (parsed instanceof Malformed) {
      daily.received();
      append(new ReceivedLine(site, now, line));
    }
    return parsed;
  }

  @Override
  public void flush() throws IOException {
    readAt = null;
    daily.store();
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
