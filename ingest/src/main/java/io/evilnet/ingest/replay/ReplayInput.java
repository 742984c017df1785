package io.evilnet.ingest.replay;

import io.evilnet.core.Malformed;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.replay.ReplayLines.ParsedLine;
import io.evilnet.platform.topics.Topics;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import okio.Okio;

/** The posts of a file or of standard input, as lines of the stream. */
final class ReplayInput implements Closeable {

  /** Name of standard input. */
  static final String STANDARD_INPUT = "-";

  /** Enough for every signature; a pipe may deliver its lines one by one. */
  private static final int PIPE_HEAD_BYTES = 512;

  private static final int FILE_HEAD_BYTES = 64 * 1024;

  /** Number of lines without a post after which a file is rejected. */
  private static final int MAX_LOOKAHEAD_LINES = 64;

  private final String name;
  private final CountingInput file;
  private final long size;
  private final ReplayLines lines;
  private final Queue<ParsedLine> ahead = new ArrayDeque<>();
  private IOException fault;

  private ReplayInput(String name, InputStream in, long size) throws IOException {
    this.name = name;
    this.file = new CountingInput(in);
    this.size = size;
    try {
      InputStream content = FileContent.open(file, size < 0 ? PIPE_HEAD_BYTES : FILE_HEAD_BYTES);
      this.lines =
          new ReplayLines(new TextPieces(Okio.buffer(Okio.source(content)), Topics.MAX_LINE_BYTES));
      lookAhead();
    } catch (IllegalArgumentException e) {
      in.close();
      throw new IllegalArgumentException(
          "cannot replay %s: %s".formatted(title(), e.getMessage()), e);
    } catch (DamagedFileException e) {
      in.close();
      throw new IllegalArgumentException(
          "cannot replay %s: it %s".formatted(title(), e.getMessage()), e);
    }
  }

  /**
   * Opens a file, or standard input for {@link #STANDARD_INPUT}.
   *
   * @throws IllegalArgumentException if the file does not exist, or its beginning cannot be
   *     replayed
   */
  static ReplayInput open(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new ReplayInput(name, System.in, -1);
    }
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("file does not exist: " + name);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(name + " is a directory; specify a file in it");
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(name + " cannot be read: check its permissions");
    }
    long size = Files.isRegularFile(file) ? Files.size(file) : -1;
    return new ReplayInput(name, new FileInputStream(file.toFile()), size);
  }

  /**
   * Returns the next line; null at the end.
   *
   * @throws IOException if the file is truncated or corrupt from here
   */
  ParsedLine next() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.poll();
    }
    if (fault != null) {
      throw fault;
    }
    return lines.next();
  }

  /** Returns the number of incomplete documents. */
  long brokenDocuments() {
    return lines.brokenDocuments();
  }

  /** Returns the name of the input in messages. */
  String title() {
    return name.equals(STANDARD_INPUT) ? "standard input" : name;
  }

  /** Returns the size of the file in bytes; -1 if unknown. */
  long size() {
    return size;
  }

  /** Returns the number of bytes read from the file. */
  long position() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Reads up to the first post, so that a file without posts is rejected before anything is sent.
   */
  private void lookAhead() {
    Optional<ParsedLine> malformed = Optional.empty();
    try {
      while (ahead.size() < MAX_LOOKAHEAD_LINES) {
        ParsedLine line = lines.next();
        if (line == null && malformed.isEmpty()) {
          throw new IllegalArgumentException("it contains no posts");
        }
        if (line == null) {
          break;
        }
        ahead.add(line);
        if (line.parsed() instanceof Tweet) {
          return;
        }
        if (malformed.isEmpty() && line.parsed() instanceof Malformed) {
          malformed = Optional.of(line);
        }
      }
    } catch (IOException later) {
      fault = later; // Thrown after the lines before it.
    }
    malformed.ifPresent(
        line -> {
          throw new IllegalArgumentException(
              UnsupportedText.describe(line, lines.brokenDocuments() > 0));
        });
  }
}
