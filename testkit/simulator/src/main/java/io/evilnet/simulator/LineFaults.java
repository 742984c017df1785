package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults of single lines in the format of the generator. */
final class LineFaults {

  private static final int HUGE_BYTES = 1_000_000;
  private static final byte[] NO_UTF8 = {(byte) 0xC3, 0x28, (byte) 0xFF, (byte) 0xE2, (byte) 0x82};
  private static final String TEXT = "\"text\":\"";

  /**
   * A bit of the sequence that is always zero in new posts, as there are too few per millisecond.
   */
  private static final long VERSION_BIT = 1L << 20;

  private static final Pattern ID_OF_ONE_VERSION =
      Pattern.compile("\"edit_history_tweet_ids\":\\[\"(\\d+)\"],\"id\":\"\\1\"");

  private LineFaults() {}

  /** Returns the post with a text of 1 MB, close to the maximum length of a line. */
  static byte[] huge(byte[] line) {
    byte[] text = new byte[HUGE_BYTES];
    Arrays.fill(text, (byte) 'x');
    return insert(line, text);
  }

  /** Returns the post with invalid UTF-8 in its text. */
  static byte[] invalidUtf8(byte[] line) {
    return insert(line, NO_UTF8);
  }

  /** Returns the next version of the post; the same line if it is a later version already. */
  static byte[] edited(byte[] line) {
    // ISO 8859-1 maps bytes to characters one to one, so only the replaced part changes.
    Matcher id = ID_OF_ONE_VERSION.matcher(new String(line, ISO_8859_1));
    if (!id.find()) {
      return line;
    }
    String first = id.group(1);
    String second = Long.toString(Long.parseLong(first) ^ VERSION_BIT);
    String versions =
        "\"edit_history_tweet_ids\":[\"%s\",\"%s\"],\"id\":\"%s\"".formatted(first, second, second);
    return id.replaceFirst(versions).getBytes(ISO_8859_1);
  }

  private static byte[] insert(byte[] line, byte[] bytes) {
    int at = new String(line, ISO_8859_1).indexOf(TEXT) + TEXT.getBytes(US_ASCII).length;
    byte[] result = new byte[line.length + bytes.length];
    System.arraycopy(line, 0, result, 0, at);
    System.arraycopy(bytes, 0, result, at, bytes.length);
    System.arraycopy(line, at, result, at + bytes.length, line.length - at);
    return result;
  }
}
