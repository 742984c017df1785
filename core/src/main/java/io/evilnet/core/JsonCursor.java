package io.evilnet.core;

import java.util.Arrays;

/**
 * A cursor over the UTF-8 bytes of one JSON document (RFC 8259) that validates all bytes that it
 * moves past.
 *
 * <p>It accepts a subset of the documents that Jackson accepts, and throws {@link UnusualJson} for
 * all others. Unsupported are deep nesting, long numbers, and names with escapes or non-ASCII
 * characters. Objects are read as {@code for (boolean more = openObject(); more; more =
 * nextMember())}: within the loop the cursor is at a member's name, and the body must move past
 * exactly that member. Arrays are read likewise.
 */
final class JsonCursor {

  /** The number of digits that always fit into 64 bits. */
  private static final int MAX_ID_DIGITS = 19;

  private final byte[] bytes;
  private final int to;
  private int at;
  private int depth;
  private long nameWord;
  private int textFrom;
  private int textTo;

  /**
   * Creates a cursor at the first byte of a document.
   *
   * @param from index of its first byte
   * @param to index after its last byte. Bytes after it may be read, without effect on the result:
   *     a cursor that has moved past one of them fails in {@link #end}
   */
  JsonCursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the current byte. */
  int position() {
    return at;
  }

  /** Moves to a value that has been validated, or past one that is known to be valid. */
  void moveTo(int position) {
    at = position;
  }

  /** Returns the index of the first byte of the name or plain string read last. */
  int textFrom() {
    return textFrom;
  }

  /** Returns the index after the last byte of the name or plain string read last. */
  int textTo() {
    return textTo;
  }

  /** Returns true if the plain string read last consists of these bytes. */
  boolean textIs(byte[] text) {
    return textTo - textFrom == text.length
        && Arrays.equals(bytes, textFrom, textTo, text, 0, text.length);
  }

  /** Enters an object; returns false, having moved past it, if it is empty. */
  boolean openObject() throws UnusualJson {
    int first = open('{');
    if (bytes[first] == '}') {
      close(first);
      return false;
    }
    toName(first);
    return true;
  }

  /**
   * Moves to the next member's name; returns false, having moved past the object, if none is left.
   */
  boolean nextMember() throws UnusualJson {
    int next = JsonValues.skipSpace(bytes, at);
    if (bytes[next] == ',') {
      toName(JsonValues.skipSpace(bytes, next + 1));
      return true;
    }
    expect(bytes[next] == '}');
    close(next);
    return false;
  }

  /** Enters an array; returns false, having moved past it, if it is empty. */
  boolean openArray() throws UnusualJson {
    int first = open('[');
    if (bytes[first] == ']') {
      close(first);
      return false;
    }
    at = first;
    return true;
  }

  /** Moves to the next element; returns false, having moved past the array, if none is left. */
  boolean nextElement() throws UnusualJson {
    int next = JsonValues.skipSpace(bytes, at);
    if (bytes[next] == ',') {
      at = JsonValues.skipSpace(bytes, next + 1);
      return true;
    }
    expect(bytes[next] == ']');
    close(next);
    return false;
  }

  /** Moves from the name of a member to its value and returns true, if it is this name. */
  boolean acceptName(JsonName name) throws UnusualJson {
    if (!name.isAt(bytes, at + 1, nameWord)) {
      return false;
    }
    at = JsonValues.valueAfter(bytes, at + name.length());
    return true;
  }

  /** Moves past a member of any name. */
  void skipMember() throws UnusualJson {
    at = JsonValues.end(bytes, JsonValues.valueAfterName(bytes, at), depth);
  }

  /** Moves past an ASCII string without escapes, which becomes the current text. */
  void readPlainString() throws UnusualJson {
    textTo = JsonValues.plainStringEnd(bytes, at);
    textFrom = at + 1;
    at = textTo + 1;
  }

  /** Moves past a string of digits and returns its value, an unsigned number. */
  long readId() throws UnusualJson {
    expect(bytes[at] == '"');
    int from = at + 1;
    int i = from;
    long id = 0;
    while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
      id = id * 10 + bytes[i] - '0';
      i++;
    }
    expect(i > from && i - from <= MAX_ID_DIGITS && i < bytes.length && bytes[i] == '"');
    at = i + 1;
    return id;
  }

  /** Moves past a value of any type. */
  void skipValue() throws UnusualJson {
    at = JsonValues.end(bytes, at, depth);
  }

  /** Moves past white space to the end of the document. */
  void end() throws UnusualJson {
    while (at < to) {
      expect(JsonValues.isSpace(bytes[at]));
      at++;
    }
    expect(at == to);
  }

  /** Throws {@link UnusualJson}, which leaves the document to Jackson, unless a condition holds. */
  static void expect(boolean usual) throws UnusualJson {
    if (!usual) {
      throw new UnusualJson();
    }
  }

  /** Returns the index of the first byte after a bracket and white space. */
  private int open(char bracket) throws UnusualJson {
    expect(at < bytes.length && bytes[at] == bracket);
    depth = JsonValues.deeper(depth);
    return JsonValues.skipSpace(bytes, at + 1);
  }

  private void close(int bracket) {
    at = bracket + 1;
    depth--;
  }

  /** Moves to a name and reads its first eight bytes for comparison. */
  private void toName(int quote) throws UnusualJson {
    expect(bytes[quote] == '"' && quote + Long.BYTES < bytes.length);
    nameWord = JsonStrings.word(bytes, quote + 1);
    at = quote;
  }
}
