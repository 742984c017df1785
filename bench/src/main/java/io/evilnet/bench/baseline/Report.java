package io.evilnet.bench.baseline;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that a baseline prints to standard output when it is done.
 *
 * @param posts processed posts
 * @param late the number of them that were dropped as late
 */
public record Report(long posts, long late) {

  private static final Pattern LINE = Pattern.compile("done: (\\d+) posts, (\\d+) late");

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "done: %d posts, %d late%n", posts, late);
    out.flush();
  }

  /** Parses a line; empty if it is not a report. */
  public static Optional<Report> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Report(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
