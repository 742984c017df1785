package io.evilnet.ingest.replay;

import java.util.Arrays;

/**
 * A line, or a part of one that is too long to be buffered.
 *
 * @param bytes without the line end
 * @param beginsLine whether it is the first part of its line
 * @param endsLine whether it is the last one
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes in transit, never compared.
record TextPiece(byte[] bytes, boolean beginsLine, boolean endsLine) {

  /** Returns the piece without a leading mark. */
  TextPiece without(byte[] mark) {
    boolean marked =
        bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    return marked
        ? new TextPiece(Arrays.copyOfRange(bytes, mark.length, bytes.length), beginsLine, endsLine)
        : this;
  }

  /** Returns whether it may be an element of an array without brackets. */
  boolean endsWithComma() {
    return bytes.length > 0 && bytes[bytes.length - 1] == ',';
  }

  boolean canBeginDocument() {
    return bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[' || bytes[0] == '"');
  }

  /** Returns whether it looks like a complete document on one line. */
  boolean isWholeObject() {
    return beginsLine
        && endsLine
        && canBeginDocument()
        && (bytes[bytes.length - 1] == '}' || bytes[bytes.length - 1] == ']');
  }
}
