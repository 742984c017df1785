package io.evilnet.ingest.line;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Splits a stream of bytes into lines, byte for byte, in bounded memory.
 *
 * <p>A line ends with {@code \n}; a preceding {@code \r} is part of the line end. X ends lines with
 * {@code \r\n}, its messages occasionally with {@code \n} alone; in JSON text either byte can only
 * occur between tokens, where X uses none.
 *
 * <p>Of a line longer than the bound only the beginning is kept, and the rest is skipped. Not
 * thread-safe.
 */
public final class LineReader {

  /** Action before the reader blocks. */
  @FunctionalInterface
  public interface BeforeWait {
    void run() throws IOException;
  }

  /** Number of bytes kept of a line that is too long. */
  public static final int TRUNCATED_BYTES = 64 * 1024;

  private static final int MAX_LINE_END_BYTES = 2;

  private final BufferedSource source;
  private final Buffer buffer;
  private final int maxBytes;
  private final BeforeWait beforeWait;

  /** Beginning of a line that is too long, until its end is read; null otherwise. */
  private byte[] beginning;

  /** Number of bytes of that line that have left the buffer. */
  private long length;

  /**
   * @param maxBytes maximum length of a line that is kept completely, {@link #TRUNCATED_BYTES} or
   *     more
   */
  public LineReader(BufferedSource source, int maxBytes, BeforeWait beforeWait) {
    this.source = source;
    this.buffer = source.getBuffer();
    this.maxBytes = maxBytes;
    this.beforeWait = beforeWait;
    if (maxBytes < TRUNCATED_BYTES) {
      throw new IllegalArgumentException(
          "the maximum line length must be %d bytes or more, but is %d"
              .formatted(TRUNCATED_BYTES, maxBytes));
    }
  }

  /**
   * Returns the next line; null at the end of the stream. A last line without a line end is
   * included.
   */
  public RawLine next() throws IOException {
    long searched = 0;
    while (true) {
      long lineFeed = buffer.indexOf((byte) '\n', searched);
      if (lineFeed >= 0) {
        return takeThrough(lineFeed);
      }
      searched = buffer.size();
      if (searched >= maxBytes + MAX_LINE_END_BYTES) {
        return takeBeginning();
      }
      beforeWait.run();
      if (!source.request(searched + 1)) {
        return rest();
      }
    }
  }

  /** Returns the bytes since the last line end as a line; null without any. */
  public RawLine rest() throws IOException {
    if (beginning != null) {
      long remaining = buffer.size();
      buffer.clear();
      return endOfLong(remaining);
    }
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
    byte[] beginning = buffer.readByteArray(TRUNCATED_BYTES);
    buffer.skip(length - TRUNCATED_BYTES);
    return RawLine.of(beginning, length);
  }

  /** Takes a line that fills the buffer without a line end. */
  private RawLine takeBeginning() throws IOException {
    beginning = buffer.readByteArray(TRUNCATED_BYTES);
    length = TRUNCATED_BYTES;
    while (true) {
      long lineFeed = buffer.indexOf((byte) '\n');
      if (lineFeed >= 0) {
        boolean carriageReturn = lineFeed > 0 && buffer.getByte(lineFeed - 1) == '\r';
        buffer.skip(lineFeed + 1);
        return endOfLong(carriageReturn ? lineFeed - 1 : lineFeed);
      }
      // The last byte is kept: it may be the first one of the line end.
      long skipped = Math.max(0, buffer.size() - 1);
      buffer.skip(skipped);
      length += skipped;
      beforeWait.run();
      if (!source.request(buffer.size() + 1)) {
        return rest();
      }
    }
  }

  private RawLine endOfLong(long remaining) {
    RawLine line = RawLine.of(beginning, length + remaining);
    beginning = null;
    return line;
  }
}
