package io.evilnet.bench.baseline;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which a baseline tells on its standard output that it is done.
 *
 * @param posts posts that it has seen
 * @param late of these, the ones that it did not count, because their window was closed
 */
public record Report(long posts, long late) {

  private static final Pattern LINE = Pattern.compile("done: (\\d+) posts, (\\d+) late");

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "done: %d posts, %d late%n", posts, late);
    out.flush();
  }

  /** The report that a line is; empty for any other line. */
  public static Optional<Report> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Report(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
