package io.evilnet.ingest.replay;

import io.evilnet.core.Malformed;
import io.evilnet.core.Tweet;
import io.evilnet.infra.topics.Topics;
import io.evilnet.ingest.replay.ReplayLines.ParsedLine;
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

  /** Stands for standard input. */
  static final String STANDARD_INPUT = "-";

  /** Enough for every signature; a pipe may bring its lines one by one. */
  private static final int PIPE_HEAD_BYTES = 512;

  private static final int FILE_HEAD_BYTES = 64 * 1024;

  /** So many lines without a post among them are a file without posts. */
  private static final int MOST_LINES_AHEAD = 64;

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
          "%s is not replayed: %s".formatted(title(), e.getMessage()), e);
    } catch (DamagedFileException e) {
      in.close();
      throw new IllegalArgumentException(
          "%s is not replayed: it %s".formatted(title(), e.getMessage()), e);
    }
  }

  /**
   * Opens a file, or standard input for {@link #STANDARD_INPUT}.
   *
   * @throws IllegalArgumentException if there is no such file, or what stands first in it is not
   *     what can be replayed
   */
  static ReplayInput open(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new ReplayInput(name, System.in, -1);
    }
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no file " + name);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(name + " is a directory; name a file in it");
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(name + " cannot be read: check its permissions");
    }
    long size = Files.isRegularFile(file) ? Files.size(file) : -1;
    return new ReplayInput(name, new FileInputStream(file.toFile()), size);
  }

  /**
   * The next line; null at the end.
   *
   * @throws IOException if the file is cut off or damaged here; everything before was returned
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

  /** Documents that broke off in the middle. */
  long brokenDocuments() {
    return lines.brokenDocuments();
  }

  /** The name of the input in a message. */
  String title() {
    return name.equals(STANDARD_INPUT) ? "standard input" : name;
  }

  /** Bytes of the file itself; -1 when they are not known. */
  long size() {
    return size;
  }

  /** How many of these were read. */
  long position() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads up to the first post, so that a file without any is refused before it is sent. */
  private void lookAhead() {
    Optional<ParsedLine> broken = Optional.empty();
    try {
      while (ahead.size() < MOST_LINES_AHEAD) {
        ParsedLine line = lines.next();
        if (line == null && broken.isEmpty()) {
          throw new IllegalArgumentException("there is no post in it");
        }
        if (line == null) {
          break;
        }
        ahead.add(line);
        if (line.parsed() instanceof Tweet) {
          return;
        }
        if (broken.isEmpty() && line.parsed() instanceof Malformed) {
          broken = Optional.of(line);
        }
      }
    } catch (IOException later) {
      fault = later; // Comes again behind the lines before it.
    }
    broken.ifPresent(
        line -> {
          throw new IllegalArgumentException(
              ForeignText.describe(line, lines.brokenDocuments() > 0));
        });
  }
}
