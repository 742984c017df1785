package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Builder of JSON in UTF-8, reused for all posts for performance. */
final class JsonBytes {

  private static final int MAX_LONG_DIGITS = 20;

  private byte[] bytes = new byte[4096];
  private int size;

  JsonBytes clear() {
    size = 0;
    return this;
  }

  JsonBytes add(byte[] utf8) {
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /** Appends a non-negative number. */
  JsonBytes add(long number) {
    ensure(MAX_LONG_DIGITS);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
