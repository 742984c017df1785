package io.evilnet.ingest.gap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.KeepAlive;
import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

/** A file of gaps, and lines of a stream. */
abstract class GapFixture {

  static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  static final StreamLine KEEP_ALIVE = new KeepAlive();

  @TempDir Path directory;

  final Path file() {
    return directory.resolve("gaps.json");
  }

  static Clock at(long second) {
    return Clock.fixed(START.plusSeconds(second), ZoneOffset.UTC);
  }

  static StreamLine post(long second) {
    long id = SnowflakeId.of(START.plusSeconds(second), 0);
    String json =
        "{\"data\":{\"id\":\"%d\",\"author_id\":\"1\",\"created_at\":\"%s\",\"text\":\"a\"}}";
    return new LineParser()
        .parse(RawLine.whole(json.formatted(id, START.plusSeconds(second)).getBytes(UTF_8)));
  }
}
