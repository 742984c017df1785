package io.evilnet.ingest.line;

/** The bytes of a line without its line end, or the beginning of a line that is too long. */
public final class RawLine {

  private final byte[] bytes;
  private final long length;

  private RawLine(byte[] bytes, long length) {
    this.bytes = bytes;
    this.length = length;
    if (length < bytes.length) {
      throw new IllegalArgumentException(
          "a line must not be shorter than its kept bytes: %d < %d"
              .formatted(length, bytes.length));
    }
  }

  /** Returns a complete line. The array is not copied and must not be modified afterwards. */
  public static RawLine whole(byte[] bytes) {
    return new RawLine(bytes, bytes.length);
  }

  /**
   * Returns the beginning of a line.
   *
   * @param beginning the kept bytes; not copied
   * @param length length of the complete line
   */
  public static RawLine of(byte[] beginning, long length) {
    return new RawLine(beginning, length);
  }

  /** Returns the kept bytes; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the length of the complete line. */
  public long length() {
    return length;
  }

  /** Returns whether only the beginning is kept. */
  public boolean isCut() {
    return length > bytes.length;
  }
}
