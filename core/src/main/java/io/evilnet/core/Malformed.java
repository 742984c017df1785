package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A line that cannot be counted, and why.
 *
 * @param reason the kind of fault
 * @param detail what exactly, for a person; holds nothing of the post's text or author
 */
public record Malformed(Reason reason, String detail) implements StreamLine {

  /** The kinds of fault. */
  public enum Reason {
    /** Longer than what is carried; only its beginning is kept. */
    TOO_LONG,
    /** Not one complete JSON object. */
    NOT_JSON,
    /** An object with neither {@code data} nor {@code errors}. */
    NO_DATA,
    /** A field the count needs is not there. */
    MISSING_FIELD,
    /** A field the count needs holds what it cannot hold. */
    BAD_FIELD,
    /** The post's time is too far ahead of its arrival. */
    AHEAD_OF_TIME;

    /** The name as a metric's label or a header's value: lower case with hyphens. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Malformed {
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }
}
