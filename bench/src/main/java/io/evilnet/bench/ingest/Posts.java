package io.evilnet.bench.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.core.Tweet;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Generated posts, created once and sent repeatedly. */
final class Posts {

  private static final int DISTINCT = 20_000;
  private static final int LINES_AT_ONCE = 100;
  private static final int BUFFER_BYTES = 256 * 1024;

  private final List<byte[]> authors = new ArrayList<>(DISTINCT);
  private final List<byte[]> lines = new ArrayList<>(DISTINCT);

  Posts() {
    PostGenerator generator = new PostGenerator(GeneratorSettings.of(1, DISTINCT));
    LineParser parser = new LineParser();
    Instant now = Instant.now();
    while (lines.size() < DISTINCT) {
      byte[] line = generator.next(now);
      if (parser.parse(RawLine.whole(line)) instanceof Tweet tweet) {
        authors.add(Long.toUnsignedString(tweet.authorId()).getBytes(US_ASCII));
        lines.add(line);
      }
    }
  }

  /** Writes a file of distinct posts, in the order of their creation times, up to now. */
  static void archive(Path file, int count, Duration span) throws IOException {
    PostGenerator generator =
        new PostGenerator(GeneratorSettings.of(1, Math.max(1, count / (double) span.toSeconds())));
    LineParser parser = new LineParser();
    Instant start = Instant.now().minus(span);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      for (int i = 0; i < count; ) {
        byte[] line = generator.next(start.plusMillis(span.toMillis() * i / count));
        if (parser.parse(RawLine.whole(line)) instanceof Tweet) {
          out.write(line);
          out.write('\n');
          i++;
        }
      }
    }
  }

  /** Returns the key of a post in the endless sequence; not a copy. */
  byte[] author(int place) {
    return authors.get(place % DISTINCT);
  }

  /** Returns the value of a post in the endless sequence; not a copy. */
  byte[] line(int place) {
    return lines.get(place % DISTINCT);
  }

  /** Returns the mean length of a line in bytes. */
  long meanBytes() {
    return lines.stream().mapToLong(line -> line.length).sum() / DISTINCT;
  }

  /** Writes the first {@code count} lines in X's format. */
  void write(OutputStream out, int count) throws IOException {
    ByteArrayOutputStream next = new ByteArrayOutputStream(LINES_AT_ONCE * 1024);
    for (int i = 0; i < count; i++) {
      next.writeBytes(line(i));
      next.write('\r');
      next.write('\n');
      if (i % LINES_AT_ONCE == LINES_AT_ONCE - 1 || i == count - 1) {
        next.writeTo(out);
        next.reset();
      }
    }
  }
}
