package io.evilnet.ingest.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Common operations of the spool's tests. */
final class Spools {

  static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:00.123456Z");
  static final Duration NO_WAIT = Duration.ofMillis(1);

  private Spools() {}

  static Spool open(Path directory) throws IOException {
    return Spool.open(settings(directory, 1 << 20, 8 << 20));
  }

  static SpoolSettings settings(Path directory, long segment, long max) {
    return new SpoolSettings(directory, segment, max, Duration.ofHours(1), FsyncPolicy.NONE);
  }

  static ReceivedLine line(String text) {
    return new ReceivedLine("local", RECEIVED, RawLine.whole(text.getBytes(UTF_8)));
  }

  static void append(Spool spool, String... texts) throws IOException {
    for (String text : texts) {
      spool.append(line(text));
    }
    spool.flush();
  }

  static void appendUnchecked(Spool spool, String text) {
    try {
      append(spool, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> readAll(SpoolReader reader) throws Exception {
    List<String> texts = new ArrayList<>();
    for (SpooledLine next = reader.poll(NO_WAIT); next != null; next = reader.poll(NO_WAIT)) {
      texts.add(text(next));
    }
    return texts;
  }

  static String text(SpooledLine line) {
    return new String(line.line().line().bytes(), UTF_8);
  }

  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  static void corrupt(Path segment, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(offset);
      int before = file.read();
      file.seek(offset);
      file.write(before ^ 0x55);
    }
  }
}
