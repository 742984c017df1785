package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

/** The bytes of one line without its line end, or the beginning of one that is too long. */
public final class RawLine {

  private final byte[] bytes;
  private final long length;

  private RawLine(byte[] bytes, long length) {
    this.bytes = requireNonNull(bytes, "bytes");
    this.length = length;
    if (length < bytes.length) {
      throw new IllegalArgumentException(
          "a line cannot be shorter than what is kept of it: %d < %d"
              .formatted(length, bytes.length));
    }
  }

  /** A line that is all there. The array is not copied: it belongs to the line from now on. */
  public static RawLine whole(byte[] bytes) {
    return new RawLine(bytes, bytes.length);
  }

  /**
   * A line of which only the beginning is kept.
   *
   * @param beginning what is kept; not copied
   * @param length the bytes the whole line had
   */
  public static RawLine of(byte[] beginning, long length) {
    return new RawLine(beginning, length);
  }

  /** What is kept; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes the line had. */
  public long length() {
    return length;
  }

  /** Whether only the beginning is kept. */
  public boolean isCut() {
    return length > bytes.length;
  }
}
