package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonStringsTest {

  @Test
  void shouldFindEachSpecialByteAtEachIndex() {
    for (int special = 0; special < 256; special++) {
      for (int length = 1; length <= 18; length++) {
        for (int at = 0; at < length; at++) {
          byte[] bytes = new byte[length];
          Arrays.fill(bytes, (byte) 'a');
          bytes[at] = (byte) special;
          assertEnd(bytes, 0);
        }
      }
    }
  }

  @Test
  void shouldFindFirstOfSeveralSpecialBytes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(25)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(30, 96));
      }
      int from = random.nextInt(bytes.length + 1);
      assertEnd(bytes, from);
    }
  }

  @Test
  void shouldAcceptOnlyWellFormedUtf8() {
    int[] bounds = {0x22, 0x7f, 0x80, 0xbf, 0xc0};
    for (int lead = 0x80; lead < 0x100; lead++) {
      for (int second = 0; second < 0x100; second++) {
        for (int third : bounds) {
          for (int fourth : bounds) {
            int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            byte[] all = {(byte) lead, (byte) second, (byte) third, (byte) fourth};
            byte[] character = Arrays.copyOf(all, length);
            if (accepts(character) != isCharacter(character)) {
              fail(Arrays.toString(character));
            }
          }
        }
      }
    }
  }

  private static boolean accepts(byte[] character) {
    byte[] string = new byte[character.length + 2];
    string[0] = '"';
    System.arraycopy(character, 0, string, 1, character.length);
    string[string.length - 1] = '"';
    try {
      return JsonStrings.end(string, 0) == string.length;
    } catch (UnusualJson e) {
      return false;
    }
  }

  /** Malformed bytes change when decoded and encoded, since the decoder replaces them. */
  private static boolean isCharacter(byte[] bytes) {
    return Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes) && bytes[1] < 0;
  }

  private static void assertEnd(byte[] bytes, int from) {
    if (JsonStrings.plainEnd(bytes, from) != naiveEnd(bytes, from)) {
      fail(Arrays.toString(bytes) + " from " + from);
    }
  }

  private static int naiveEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }
}
