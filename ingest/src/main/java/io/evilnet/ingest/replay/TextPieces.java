package io.evilnet.ingest.replay;

import java.io.IOException;
import java.util.Arrays;
import okio.BufferedSource;

/** Splits a text into lines, and long lines into pieces. */
final class TextPieces {

  private final BufferedSource source;
  private final int maxBytes;
  private boolean beginsLine = true;

  /**
   * @param maxBytes maximum size of a piece in bytes
   */
  TextPieces(BufferedSource source, int maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /** Returns the next piece; null at the end. */
  TextPiece next() throws IOException {
    long end = source.indexOf((byte) '\n', 0, maxBytes + 2L);
    TextPiece piece;
    if (end >= 0) {
      byte[] line = source.readByteArray(end);
      source.skip(1);
      boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
      piece =
          new TextPiece(
              carriageReturn ? Arrays.copyOf(line, line.length - 1) : line, beginsLine, true);
    } else {
      byte[] part = source.readByteArray(Math.min(source.getBuffer().size(), maxBytes));
      if (part.length == 0) {
        return null;
      }
      piece = new TextPiece(part, beginsLine, source.exhausted());
    }
    beginsLine = piece.endsLine();
    return piece;
  }
}
