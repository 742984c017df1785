package io.evilnet.chaos.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A range of seeds.
 *
 * @param first the first
 * @param last the last, inclusive
 */
record SeedRange(long first, long last) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  SeedRange {
    if (last < first) {
      throw new IllegalArgumentException(
          "seeds must be ascending, as in 1..60, but are %d..%d".formatted(first, last));
    }
  }

  /**
   * Parses {@code A..B}.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static SeedRange parse(String text) {
    Matcher range = FORM.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException("seeds must be of the form 1..60, but are " + text);
    }
    return new SeedRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
  }

  List<Long> all() {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
