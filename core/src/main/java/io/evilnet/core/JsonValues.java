package io.evilnet.core;

import static io.evilnet.core.JsonCursor.expect;

import java.util.Arrays;

/** Finds the ends of JSON values of any kind, and validates their content. */
final class JsonValues {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private JsonValues() {}

  /**
   * Returns the index after a value.
   *
   * @param from the index of its first byte
   * @param outside the number of enclosing objects and arrays
   */
  static int end(byte[] bytes, int from, int outside) throws UnusualJson {
    int i = from;
    int depth = outside;
    // One bit per open object or array, the innermost in the lowest bit; set for objects.
    int objects = 0;
    while (true) {
      byte first = bytes[i];
      if (first == '"') {
        i = JsonStrings.end(bytes, i);
      } else if (first == '{' || first == '[') {
        boolean object = first == '{';
        i = skipSpace(bytes, i + 1);
        if (bytes[i] == (object ? '}' : ']')) {
          i++;
        } else {
          depth = deeper(depth);
          objects = (objects << 1) | (object ? 1 : 0);
          if (object) {
            i = valueAfterName(bytes, i);
          }
          continue;
        }
      } else {
        i = scalarEnd(bytes, i);
      }
      // The value may be the last one of several nested objects and arrays.
      while (true) {
        if (depth == outside) {
          return i;
        }
        i = skipSpace(bytes, i);
        boolean inObject = (objects & 1) != 0;
        byte next = bytes[i];
        if (next == ',') {
          i = skipSpace(bytes, i + 1);
          if (inObject) {
            i = valueAfterName(bytes, i);
          }
          break;
        }
        expect(next == (inObject ? '}' : ']'));
        i++;
        objects >>>= 1;
        depth--;
      }
    }
  }

  /** Returns a depth increased by one, up to the maximum. */
  static int deeper(int depth) throws UnusualJson {
    expect(depth < MAX_DEPTH);
    return depth + 1;
  }

  /** Returns the index of the first byte from an index on that is not white space. */
  static int skipSpace(byte[] bytes, int from) throws UnusualJson {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] > ' ') {
        return i;
      }
      expect(isSpace(bytes[i]));
    }
    throw new UnusualJson();
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** Returns the index of the closing quote of a plain string. */
  static int plainStringEnd(byte[] bytes, int quote) throws UnusualJson {
    expect(bytes[quote] == '"');
    int end = JsonStrings.plainEnd(bytes, quote + 1);
    expect(end < bytes.length && bytes[end] == '"');
    return end;
  }

  /** Returns the index of the value after a name. */
  static int valueAfter(byte[] bytes, int nameEnd) throws UnusualJson {
    int colon = skipSpace(bytes, nameEnd + 1);
    expect(bytes[colon] == ':');
    return skipSpace(bytes, colon + 1);
  }

  static int valueAfterName(byte[] bytes, int quote) throws UnusualJson {
    expect(bytes[quote] == '"');
    int i = quote + 1;
    while (i < bytes.length && JsonStrings.isPlain(bytes[i])) {
      i++;
    }
    expect(i < bytes.length && bytes[i] == '"');
    return valueAfter(bytes, i);
  }

  private static int scalarEnd(byte[] bytes, int from) throws UnusualJson {
    return switch (bytes[from]) {
      case 't' -> literalEnd(bytes, from, TRUE);
      case 'f' -> literalEnd(bytes, from, FALSE);
      case 'n' -> literalEnd(bytes, from, NULL);
      default -> numberEnd(bytes, from);
    };
  }

  private static int literalEnd(byte[] bytes, int from, byte[] literal) throws UnusualJson {
    int end = from + literal.length;
    expect(end <= bytes.length && Arrays.equals(bytes, from, end, literal, 0, literal.length));
    return end;
  }

  private static int numberEnd(byte[] bytes, int from) throws UnusualJson {
    int integer = bytes[from] == '-' ? from + 1 : from;
    int i = digitsEnd(bytes, integer);
    expect(bytes[integer] != '0' || i == integer + 1);
    if (i < bytes.length && bytes[i] == '.') {
      i = digitsEnd(bytes, i + 1);
    }
    if (i < bytes.length && (bytes[i] == 'e' || bytes[i] == 'E')) {
      i++;
      boolean signed = i < bytes.length && (bytes[i] == '+' || bytes[i] == '-');
      i = digitsEnd(bytes, signed ? i + 1 : i);
    }
    expect(i - from <= MAX_NUMBER_LENGTH);
    return i;
  }

  /** Returns the index after one or more digits. */
  private static int digitsEnd(byte[] bytes, int from) throws UnusualJson {
    int i = from;
    while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    expect(i > from);
    return i;
  }
}
