package io.evilnet.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The name of a member, encoded for comparison with the bytes of a line, eight at a time. */
final class JsonName {

  private final byte[] quoted;
  private final long first;
  private final long firstMask;

  /**
   * @param name the name, in ASCII without escapes
   */
  JsonName(String name) {
    this.quoted = (name + '"').getBytes(US_ASCII);
    byte[] padded = Arrays.copyOf(quoted, Math.max(quoted.length, Long.BYTES));
    this.first = JsonStrings.word(padded, 0);
    this.firstMask = quoted.length < Long.BYTES ? (1L << (quoted.length * Byte.SIZE)) - 1 : -1;
  }

  /**
   * Returns true if this name and a closing quote are at an index.
   *
   * @param word the eight bytes at the index
   */
  boolean isAt(byte[] bytes, int from, long word) {
    return ((word ^ first) & firstMask) == 0
        && (quoted.length <= Long.BYTES || restIsAt(bytes, from));
  }

  private boolean restIsAt(byte[] bytes, int from) {
    int last = quoted.length - Long.BYTES;
    if (from + quoted.length > bytes.length) {
      return false;
    }
    for (int i = Long.BYTES; i < last; i += Long.BYTES) {
      if (JsonStrings.word(bytes, from + i) != JsonStrings.word(quoted, i)) {
        return false;
      }
    }
    return JsonStrings.word(bytes, from + last) == JsonStrings.word(quoted, last);
  }

  /** Returns the number of its bytes, the closing quote included. */
  int length() {
    return quoted.length;
  }
}
