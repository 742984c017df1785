package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.gap.GapLedger;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceResolver;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSinkTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final RawLine POST =
      RawLine.whole(
          """
          {"data":{"id":"2123778391646666753","author_id":"1","created_at":"2026-11-20T14:00:00Z"}}"""
              .getBytes(UTF_8));

  @TempDir private Path directory;

  @Test
  void shouldReadClockOncePerNetworkRead() throws Exception {
    Clock clock = new SecondPerCall();
    SpoolSettings settings =
        new SpoolSettings(directory, 1 << 20, 8 << 20, Duration.ofHours(1), FsyncPolicy.NONE);
    try (Spool spool = Spool.open(settings);
        SpoolReader reader = spool.reader();
        IngestMetrics metrics = new IngestMetrics();
        GapLedger gaps =
            GapLedger.open(
                "local",
                directory.resolve("gaps.json"),
                KafkaConnection.open("127.0.0.1:1"),
                Clock.systemUTC())) {
      SpoolSink sink =
          new SpoolSink(
              spool,
              "local",
              metrics,
              gaps.connection("filtered"),
              new DailyPosts(directory.resolve("posts"), Long.MAX_VALUE, Clock.systemUTC()),
              PlaceResolver.of(new PlaceSettings(CityResolution.EXACT)),
              clock);

      sink.accept(POST);
      sink.accept(POST);
      sink.flush();
      sink.accept(POST);
      sink.flush();

      assertThat(receivedAt(reader)).isEqualTo(START);
      assertThat(receivedAt(reader)).isEqualTo(START);
      assertThat(receivedAt(reader)).isEqualTo(START.plusSeconds(1));
    }
  }

  private static Instant receivedAt(SpoolReader reader) throws Exception {
    return reader.poll(Duration.ZERO).line().receivedAt();
  }

  /** Clock that advances by a second with each call. */
  private static final class SecondPerCall extends Clock {

    private Instant next = START;

    @Override
    public Instant instant() {
      Instant now = next;
      next = next.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
