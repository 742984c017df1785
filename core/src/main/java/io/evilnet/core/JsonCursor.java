package io.evilnet.core;

import java.util.Arrays;

/**
 * A cursor over the UTF-8 bytes of one JSON document (RFC 8259) that validates every byte it
 * passes.
 *
 * <p>It accepts less than Jackson does, never more: anything that it does not support raises {@link
 * UnusualJson}. This includes deep nesting, long numbers, and names with escapes or characters
 * beyond ASCII. Objects are read as {@code for (boolean more = openObject(); more; more =
 * nextMember())}: within the loop the cursor stands on a member's value, and the body has to pass
 * exactly that value. Arrays likewise.
 */
final class JsonCursor {

  /** The number of digits that always fit into 64 bits. */
  private static final int LONGEST_ID = 19;

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
   * @param to index after its last byte. Bytes beyond are read ahead, which changes no result: a
   *     cursor that has passed one of them fails in {@link #end}
   */
  JsonCursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the byte that the cursor stands on. */
  int position() {
    return at;
  }

  /** Moves to a value that has been passed before, or past one that is known to be valid. */
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

  /** Returns whether the plain string read last consists of these bytes. */
  boolean textIs(byte[] text) {
    return textTo - textFrom == text.length
        && Arrays.equals(bytes, textFrom, textTo, text, 0, text.length);
  }

  /** Enters an object; returns false, having passed it, when it is empty. */
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
   * Goes to the next member's value; returns false, having passed the object, when none is left.
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

  /** Enters an array; returns false, having passed it, when it is empty. */
  boolean openArray() throws UnusualJson {
    int first = open('[');
    if (bytes[first] == ']') {
      close(first);
      return false;
    }
    at = first;
    return true;
  }

  /** Goes to the next element; returns false, having passed the array, when none is left. */
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

  /** Goes from a member's name to its value if it has this name. */
  boolean takeName(JsonName name) throws UnusualJson {
    if (!name.isAt(bytes, at + 1, nameWord)) {
      return false;
    }
    at = JsonValues.valueAfter(bytes, at + name.length());
    return true;
  }

  /** Passes a member of any name. */
  void skipMember() throws UnusualJson {
    at = JsonValues.end(bytes, JsonValues.valueAfterName(bytes, at), depth);
  }

  /** Passes a string of ASCII without escapes, which is then the text. */
  void readPlainString() throws UnusualJson {
    textTo = JsonValues.plainStringEnd(bytes, at);
    textFrom = at + 1;
    at = textTo + 1;
  }

  /** Passes a string of digits and returns their value, an unsigned number. */
  long readId() throws UnusualJson {
    expect(bytes[at] == '"');
    int from = at + 1;
    int i = from;
    long id = 0;
    while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
      id = id * 10 + bytes[i] - '0';
      i++;
    }
    expect(i > from && i - from <= LONGEST_ID && i < bytes.length && bytes[i] == '"');
    at = i + 1;
    return id;
  }

  /** Passes a value of any kind. */
  void skipValue() throws UnusualJson {
    at = JsonValues.end(bytes, at, depth);
  }

  /** Passes white space up to the end of the document. */
  void end() throws UnusualJson {
    while (at < to) {
      expect(JsonValues.isSpace(bytes[at]));
      at++;
    }
    expect(at == to);
  }

  /** Throws, so that Jackson reads the document, unless a condition holds. */
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

  /** Stops at a name, of which the first bytes are compared at once. */
  private void toName(int quote) throws UnusualJson {
    expect(bytes[quote] == '"' && quote + Long.BYTES < bytes.length);
    nameWord = JsonStrings.word(bytes, quote + 1);
    at = quote;
  }
}
