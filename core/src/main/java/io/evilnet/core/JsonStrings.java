package io.evilnet.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of JSON strings in UTF-8, eight bytes at a time where they are plain ASCII. */
final class JsonStrings {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private static final int HEX_DIGITS = 4;

  private JsonStrings() {}

  /**
   * Returns the index of the first byte that a plain string cannot contain: a quote, a backslash, a
   * control character or a non-ASCII byte; the length if there is none.
   */
  static int plainEnd(byte[] bytes, int from) {
    int i = from;
    for (int last = bytes.length - Long.BYTES; i <= last; i += Long.BYTES) {
      long special = special(word(bytes, i));
      if (special != 0) {
        return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (i < bytes.length && isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  /**
   * Returns the index after the closing quote of a valid string.
   *
   * @param quote the index of its opening quote
   */
  static int end(byte[] bytes, int quote) throws UnusualJson {
    int i = plainEnd(bytes, quote + 1);
    while (i < bytes.length) {
      byte special = bytes[i];
      if (special == '"') {
        return i + 1;
      }
      if (special < 0) {
        i = characterEnd(bytes, i);
      } else if (special == '\\') {
        i = escapeEnd(bytes, i);
      } else {
        throw new UnusualJson();
      }
      // Non-ASCII characters come in runs.
      if (i < bytes.length && bytes[i] >= 0) {
        i = plainEnd(bytes, i);
      }
    }
    throw new UnusualJson();
  }

  /** Returns the eight bytes from an index on, little-endian. */
  static long word(byte[] bytes, int from) {
    return (long) WORDS.get(bytes, from);
  }

  /**
   * Returns a word whose lowest set high bit is that of the lowest special byte. A subtraction
   * borrows only from higher bytes, and only if its own byte is special.
   */
  private static long special(long word) {
    return (word | (word - SPACES) | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES))
        & HIGH_BITS;
  }

  static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private static int escapeEnd(byte[] bytes, int backslash) throws UnusualJson {
    int i = backslash + 1;
    if (i < bytes.length) {
      switch (bytes[i]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return i + 1;
        }
        case 'u' -> {
          return hexEnd(bytes, i + 1);
        }
        default -> {}
      }
    }
    throw new UnusualJson();
  }

  private static int hexEnd(byte[] bytes, int from) throws UnusualJson {
    int end = from + HEX_DIGITS;
    if (end > bytes.length) {
      throw new UnusualJson();
    }
    for (int i = from; i < end; i++) {
      int letter = bytes[i] | 0x20;
      boolean digit = bytes[i] >= '0' && bytes[i] <= '9';
      if (!digit && (letter < 'a' || letter > 'f')) {
        throw new UnusualJson();
      }
    }
    return end;
  }

  /** Returns the index after a well-formed UTF-8 character of two bytes or more. */
  private static int characterEnd(byte[] bytes, int from) throws UnusualJson {
    int lead = bytes[from] & 0xff;
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    int end = from + length;
    if (lead < 0xc2 || lead > 0xf4 || end > bytes.length) {
      throw new UnusualJson();
    }
    int character = lead & (0x7f >> length);
    for (int i = from + 1; i < end; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        throw new UnusualJson();
      }
      character = (character << 6) | (bytes[i] & 0x3f);
    }
    boolean shortest = length == 2 || character >= (length == 3 ? 0x800 : 0x10000);
    boolean surrogate =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    if (!shortest || surrogate || character > Character.MAX_CODE_POINT) {
      throw new UnusualJson();
    }
    return end;
  }
}
