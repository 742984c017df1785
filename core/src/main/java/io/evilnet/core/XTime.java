package io.evilnet.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/**
 * Parses times in X's format, {@code 2026-11-20T14:00:01.000Z}, many times faster than the JDK's
 * parser.
 */
final class XTime {

  private static final int LENGTH = 24;
  private static final Shape YEAR_MONTH = new Shape("0000-00-");
  private static final Shape DAY_HOUR_MINUTE = new Shape("00T00:00");
  private static final Shape SECOND_MILLIS = new Shape(":00.000Z");
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int HOURS_PER_DAY = 24;

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9998;
  private static final int LEAP_DAYS_BEFORE_FIRST_YEAR = leapDaysBefore(FIRST_YEAR);
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private XTime() {}

  /**
   * Parses a time with the result of {@link Instant#parse}.
   *
   * @param from the index of the first byte
   * @param to the index after the last one
   * @return null for anything but a time of the years 1970 to 9998 in X's format, and for the hour
   *     24 and leap seconds
   */
  static Instant parse(byte[] text, int from, int to) {
    if (to - from != LENGTH) {
      return null;
    }
    long yearMonth = YEAR_MONTH.digits(JsonStrings.word(text, from));
    long dayHourMinute = DAY_HOUR_MINUTE.digits(JsonStrings.word(text, from + 8));
    long secondMillis = SECOND_MILLIS.digits(JsonStrings.word(text, from + 16));
    if ((yearMonth | dayHourMinute | secondMillis) < 0) {
      return null;
    }
    int year = pair(yearMonth, 0) * 100 + pair(yearMonth, 2);
    int month = pair(yearMonth, 5);
    int day = pair(dayHourMinute, 0);
    int hour = pair(dayHourMinute, 3);
    int minute = pair(dayHourMinute, 6);
    int second = pair(secondMillis, 1);
    int millis = pair(secondMillis, 4) * 10 + digit(secondMillis, 6);
    if (year < FIRST_YEAR
        || year > LAST_YEAR
        || month < 1
        || month > 12
        || day < 1
        || day > daysOf(year, month)
        || hour >= HOURS_PER_DAY
        || minute >= MINUTES_PER_HOUR
        || second >= SECONDS_PER_MINUTE) {
      return null;
    }
    long minutes = (epochDay(year, month, day) * HOURS_PER_DAY + hour) * MINUTES_PER_HOUR + minute;
    return Instant.ofEpochSecond(
        minutes * SECONDS_PER_MINUTE + second, (long) millis * NANOS_PER_MILLI);
  }

  private static long epochDay(int year, int month, int day) {
    int leapDays = leapDaysBefore(year) - LEAP_DAYS_BEFORE_FIRST_YEAR;
    int leapDay = month > 2 && isLeap(year) ? 1 : 0;
    return 365L * (year - FIRST_YEAR) + leapDays + DAYS_BEFORE_MONTH[month - 1] + leapDay + day - 1;
  }

  private static int daysOf(int year, int month) {
    int leapDay = month == 2 && isLeap(year) ? 1 : 0;
    return DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + leapDay;
  }

  private static int leapDaysBefore(int year) {
    int last = year - 1;
    return last / 4 - last / 100 + last / 400;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int pair(long digits, int place) {
    return digit(digits, place) * 10 + digit(digits, place + 1);
  }

  private static int digit(long digits, int place) {
    return (int) (digits >>> (place * Byte.SIZE)) & 0xff;
  }

  /**
   * A pattern of eight characters of a time, as little-endian words.
   *
   * @param zeros the pattern, with a zero for each digit
   * @param sixes 6 in the bytes of digits, so that the upper half of a byte becomes non-zero if it
   *     is not a digit
   * @param fixed the bits that are 0 in the difference of any matching text
   */
  private record Shape(long zeros, long sixes, long fixed) {

    private Shape(String shape) {
      this(
          JsonStrings.word(shape.getBytes(US_ASCII), 0),
          bytes(shape, 0x06, 0x00),
          bytes(shape, 0xf0, 0xff));
    }

    /**
     * Returns a word with one value in the bytes of digits and another in those of other
     * characters.
     */
    private static long bytes(String shape, int ofDigit, int ofOther) {
      long word = 0;
      for (int i = shape.length() - 1; i >= 0; i--) {
        word = (word << Byte.SIZE) | (shape.charAt(i) == '0' ? ofDigit : ofOther);
      }
      return word;
    }

    /**
     * Returns the values of the digits in their bytes; a negative number if the text does not
     * match.
     */
    private long digits(long text) {
      long digits = text ^ zeros;
      return ((digits | (digits + sixes)) & fixed) == 0 ? digits : -1;
    }
  }
}
