package io.evilnet.ingest.replay;

import java.io.IOException;

/** A compressed file that ends too early, or does not decompress. */
final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  private DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static DamagedFileException of(String compression, CountingInput file, Exception cause) {
    String fault =
        file.isAtEnd()
            ? "is cut off: its %s stream ends too early"
            : "is damaged: its %s stream breaks off";
    return new DamagedFileException(
        (fault + " after byte %d").formatted(compression, file.count()), cause);
  }
}
