package io.evilnet.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDate;

/** The text of {@link Instant#toString()} without its formatter, which takes ten times as long. */
final class InstantText {

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MAX_YEAR = 9_999;
  private static final int NANOS_DIGITS = 9;
  private static final int DIGITS_AT_ONCE = 3;

  private final byte[] text;
  private int length;

  private InstantText(int length) {
    this.text = new byte[length];
  }

  /** The text of an instant, in ASCII. */
  static byte[] of(Instant instant) {
    long seconds = instant.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
    if (date.getYear() < 0 || date.getYear() > MAX_YEAR) {
      return instant.toString().getBytes(US_ASCII);
    }
    int second = Math.floorMod(seconds, SECONDS_PER_DAY);
    int fraction = instant.getNano();
    int digits = fraction == 0 ? 0 : NANOS_DIGITS;
    while (digits > 0 && fraction % 1_000 == 0) {
      fraction /= 1_000;
      digits -= DIGITS_AT_ONCE;
    }
    InstantText text =
        new InstantText("2000-01-01T00:00:00Z".length() + (digits == 0 ? 0 : digits + 1));
    text.number(date.getYear(), 4, '-');
    text.number(date.getMonthValue(), 2, '-');
    text.number(date.getDayOfMonth(), 2, 'T');
    text.number(second / SECONDS_PER_HOUR, 2, ':');
    text.number(second % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, 2, ':');
    text.number(second % SECONDS_PER_MINUTE, 2, digits == 0 ? 'Z' : '.');
    if (digits > 0) {
      text.number(fraction, digits, 'Z');
    }
    return text.text;
  }

  private void number(int value, int digits, char after) {
    int rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    text[length + digits] = (byte) after;
    length += digits + 1;
  }
}
