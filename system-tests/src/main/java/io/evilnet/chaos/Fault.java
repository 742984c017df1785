package io.evilnet.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param at when, since the run began
 * @param kind what
 * @param targets the services, or the links to them, that it happens to, all at once
 * @param lasts how long it is so; zero for what is over at once
 */
record Fault(Duration at, Kind kind, List<String> targets, Duration lasts) {

  /** What happens to a process, to the link to it, or to its disk. */
  enum Kind {
    /** SIGKILL. */
    KILL("%s killed"),
    /** SIGTERM: a clean end. */
    TERMINATE("%s ended"),
    /** SIGSTOP, and SIGCONT later: the connections stay, nothing answers. */
    STALL("%s stalled"),
    /** SIGKILL, again as often as it comes up. */
    DOWN("%s kept down"),
    /** All that is sent to it and by it to its clients is held up. */
    SLOW_LINK("link to %s slow"),
    /** All connections to it are reset. */
    RESET_LINK("link to %s reset"),
    /** All that is sent is lost, and no connection ends. */
    SILENT_LINK("link to %s half open"),
    /** Its disk is full. */
    FULL_DISK("disk of %s full"),
    /** The clock of all jumps, at once and for good. */
    CLOCK_FORWARD("clock of %s put forward"),
    /** The clock of all jumps by hours, at once and for good, as after a suspended machine. */
    CLOCK_HOURS_FORWARD("clock of %s put forward by hours"),
    /** The clock of all jumps back, at once and for good. */
    CLOCK_BACK("clock of %s put back");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    boolean isOfProcess() {
      return this == KILL || this == TERMINATE || this == STALL || this == DOWN;
    }

    boolean ends() {
      return this == KILL || this == TERMINATE;
    }

    boolean isOfClock() {
      return this == CLOCK_FORWARD || this == CLOCK_HOURS_FORWARD || this == CLOCK_BACK;
    }
  }

  Fault {
    targets = List.copyOf(targets);
  }

  /**
   * Reads {@code kill:kafka-1} or {@code stall:cassandra+ingest:60}, the last being seconds.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static Fault parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
      Duration lasts =
          parts.length > 2 ? Duration.ofSeconds(Long.parseLong(parts[2])) : Duration.ZERO;
      return new Fault(Duration.ZERO, kind, List.of(parts[1].split("\\+", -1)), lasts);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a fault must be of the form kill:kafka-1 or stall:cassandra:60, but is " + text, e);
    }
  }

  /** As {@link #parse} reads it. */
  String form() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return what + ":" + String.join("+", targets) + (lasts.isZero() ? "" : ":" + lasts.toSeconds());
  }

  /** The fault is over. */
  Duration end() {
    return at.plus(lasts);
  }

  /** For a person: {@code kafka-1 and kafka-2 killed}. */
  @Override
  public String toString() {
    return kind.text.formatted(String.join(" and ", targets))
        + (lasts.isZero() ? "" : " for " + lasts.toSeconds() + " s");
  }
}
