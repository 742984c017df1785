package io.evilnet.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval in which a city has about a multiple of its usual posts, at the expense of all
 * others.
 *
 * <p>As text: {@code Toronto*3@20m+30m}, three times as many for half an hour, from twenty minutes
 * after the first post.
 *
 * @param city name of the city, without its region
 * @param factor multiple of the usual posts, above 1
 * @param after time from the first post to the start of the event
 * @param length duration of the event
 */
public record SimulatedEvent(String city, double factor, Duration after, Duration length) {

  private static final Pattern TEXT = Pattern.compile("(.+)\\*([0-9.]+)@([0-9a-z]+)\\+([0-9a-z]+)");

  public SimulatedEvent {
    if (!(factor > 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "the factor of an event must be above 1, but is " + factor);
    }
  }

  /**
   * Parses events.
   *
   * @param text as above, separated by commas; blank for none
   * @throws IllegalArgumentException if it is invalid
   */
  public static List<SimulatedEvent> parse(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.strip().split("\\s*,\\s*")).map(SimulatedEvent::parseOne).toList();
  }

  private static SimulatedEvent parseOne(String text) {
    Matcher parts = TEXT.matcher(text);
    try {
      if (parts.matches()) {
        return new SimulatedEvent(
            parts.group(1),
            Double.parseDouble(parts.group(2)),
            duration(parts.group(3)),
            duration(parts.group(4)));
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        "events must be of the form Toronto*3@20m+30m, but contain '%s'".formatted(text));
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  boolean isActive(Instant firstPost, Instant now) {
    Instant begin = firstPost.plus(after);
    return !now.isBefore(begin) && now.isBefore(begin.plus(length));
  }

  /** Returns the share of all posts in cities to reassign to a city with a given share of them. */
  double moved(double share) {
    double more = (factor - 1) * share;
    return more / (1 + more);
  }
}
