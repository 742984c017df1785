package io.evilnet.ingest.replay;

import java.io.IOException;

/** Signals a compressed file that is truncated or corrupt. */
final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  private DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static DamagedFileException of(String compression, CountingInput file, Exception cause) {
    String fault =
        file.isAtEnd()
            ? "is truncated: its %s stream ends prematurely"
            : "is corrupt: error in its %s stream";
    return new DamagedFileException(
        (fault + " after byte %d").formatted(compression, file.count()), cause);
  }
}
