package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Cuts a stream of bytes into lines, byte for byte, in bounded memory.
 *
 * <p>A line ends with {@code \n}; a {@code \r} before it belongs to the line end. X ends lines with
 * {@code \r\n}, its messages now and then with {@code \n} alone; neither byte can stand in JSON
 * text but between tokens, where X puts none.
 *
 * <p>A line longer than the bound is read to its end, but only its beginning is kept. Not safe for
 * use by several threads.
 */
public final class LineReader {

  /** What is done before the reader waits for bytes that are not here yet. */
  @FunctionalInterface
  public interface BeforeWait {
    void run() throws IOException;
  }

  /** How much is kept of a line that is too long. */
  public static final int KEPT_OF_TOO_LONG = 64 * 1024;

  private static final int LONGEST_END = 2;

  private final BufferedSource source;
  private final Buffer buffer;
  private final int maxBytes;
  private final BeforeWait beforeWait;

  /**
   * A reader of {@code source}.
   *
   * @param maxBytes the longest line that is kept whole, {@link #KEPT_OF_TOO_LONG} or more
   */
  public LineReader(BufferedSource source, int maxBytes, BeforeWait beforeWait) {
    this.source = requireNonNull(source, "source");
    this.buffer = source.getBuffer();
    this.maxBytes = maxBytes;
    this.beforeWait = requireNonNull(beforeWait, "beforeWait");
    if (maxBytes < KEPT_OF_TOO_LONG) {
      throw new IllegalArgumentException(
          "the longest line must be %d bytes or more, but is %d"
              .formatted(KEPT_OF_TOO_LONG, maxBytes));
    }
  }

  /**
   * The next line; null at the end of the stream. What stands last without a line end is a line.
   */
  public RawLine next() throws IOException {
    long searched = 0;
    while (true) {
      long lineFeed = buffer.indexOf((byte) '\n', searched);
      if (lineFeed >= 0) {
        return takeThrough(lineFeed);
      }
      searched = buffer.size();
      if (searched >= maxBytes + LONGEST_END) {
        return takeBeginning();
      }
      beforeWait.run();
      if (!source.request(searched + 1)) {
        return rest();
      }
    }
  }

  /** What was read since the last line end, as a line; null when there is nothing. */
  public RawLine rest() throws IOException {
    return buffer.exhausted() ? null : take(buffer.size());
  }

  private RawLine takeThrough(long lineFeed) throws IOException {
    boolean carriageReturn = lineFeed > 0 && buffer.getByte(lineFeed - 1) == '\r';
    long content = carriageReturn ? lineFeed - 1 : lineFeed;
    RawLine line = take(content);
    buffer.skip(lineFeed + 1 - content);
    return line;
  }

  private RawLine take(long length) throws IOException {
    if (length <= maxBytes) {
      return RawLine.whole(buffer.readByteArray(length));
    }
    byte[] beginning = buffer.readByteArray(KEPT_OF_TOO_LONG);
    buffer.skip(length - KEPT_OF_TOO_LONG);
    return RawLine.of(beginning, length);
  }

  /** The line that fills the buffer and still has no end. */
  private RawLine takeBeginning() throws IOException {
    byte[] beginning = buffer.readByteArray(KEPT_OF_TOO_LONG);
    long length = KEPT_OF_TOO_LONG;
    while (true) {
      long lineFeed = buffer.indexOf((byte) '\n');
      if (lineFeed >= 0) {
        boolean carriageReturn = lineFeed > 0 && buffer.getByte(lineFeed - 1) == '\r';
        length += carriageReturn ? lineFeed - 1 : lineFeed;
        buffer.skip(lineFeed + 1);
        return RawLine.of(beginning, length);
      }
      // The last byte stays: it may be the first one of the line end.
      long skipped = Math.max(0, buffer.size() - 1);
      buffer.skip(skipped);
      length += skipped;
      beforeWait.run();
      if (!source.request(buffer.size() + 1)) {
        length += buffer.size();
        buffer.clear();
        return RawLine.of(beginning, length);
      }
    }
  }
}
