package io.evilnet.core;

import java.util.Locale;

/**
 * A line that cannot be counted, with the reason.
 *
 * @param reason the kind of error
 * @param detail details for messages; never contains the post's text or author
 */
public record Malformed(Reason reason, String detail) implements StreamLine {

  /** The kinds of error. */
  public enum Reason {
    /** Longer than the limit; truncated. */
    TOO_LONG,
    /** Not one complete JSON object. */
    NOT_JSON,
    /** An object with neither {@code data} nor {@code errors}. */
    NO_DATA,
    /** A required field is missing. */
    MISSING_FIELD,
    /** A required field has an invalid value. */
    BAD_FIELD,
    /** The event time is too far ahead of the append time. */
    AHEAD_OF_TIME;

    /** Returns the name as a metric's label or a header's value: lower case with hyphens. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
