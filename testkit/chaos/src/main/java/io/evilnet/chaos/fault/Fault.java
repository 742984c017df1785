package io.evilnet.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A fault to inject.
 *
 * @param at time since the start of the run
 * @param kind type of the fault
 * @param targets affected services, or the links to them, all at once
 * @param duration zero for an instantaneous fault
 */
public record Fault(Duration at, Kind kind, List<String> targets, Duration duration) {

  /** Type of a fault of a process, a link or a disk. */
  public enum Kind {
    /** SIGKILL. */
    KILL("%s killed"),
    /** SIGTERM. */
    TERMINATE("%s terminated"),
    /** SIGSTOP followed by SIGCONT: connections are kept, nothing responds. */
    STALL("%s stalled"),
    /** SIGKILL after every restart. */
    DOWN("%s kept stopped"),
    /** All traffic between it and its clients is delayed. */
    SLOW_LINK("link to %s slow"),
    /** All connections to it are reset. */
    RESET_LINK("link to %s reset"),
    /** All traffic is dropped, and connections are kept. */
    SILENT_LINK("link to %s half open"),
    /** Its disk is full. */
    FULL_DISK("disk of %s full"),
    /** The clock of all processes jumps forward, permanently. */
    CLOCK_FORWARD("clock of %s set forward"),
    /**
     * The clock of all processes jumps forward by hours, permanently, as after a suspension of the
     * machine.
     */
    CLOCK_HOURS_FORWARD("clock of %s set forward by hours"),
    /** The clock of all processes jumps back, permanently. */
    CLOCK_BACK("clock of %s set back");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    boolean isOfProcess() {
      return this == KILL || this == TERMINATE || this == STALL || this == DOWN;
    }

    boolean terminates() {
      return this == KILL || this == TERMINATE;
    }

    boolean isOfClock() {
      return this == CLOCK_FORWARD || this == CLOCK_HOURS_FORWARD || this == CLOCK_BACK;
    }
  }

  public Fault {
    targets = List.copyOf(targets);
  }

  /**
   * Parses {@code kill:kafka-1} or {@code stall:cassandra+ingest:60}, the last part being seconds.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  public static Fault parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
      Duration duration =
          parts.length > 2 ? Duration.ofSeconds(Long.parseLong(parts[2])) : Duration.ZERO;
      return new Fault(Duration.ZERO, kind, List.of(parts[1].split("\\+", -1)), duration);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a fault must be of the form kill:kafka-1 or stall:cassandra:60, but is " + text, e);
    }
  }

  /** Returns the form that {@link #parse} reads. */
  String format() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return name
        + ":"
        + String.join("+", targets)
        + (duration.isZero() ? "" : ":" + duration.toSeconds());
  }

  /** Returns the end of the fault. */
  Duration end() {
    return at.plus(duration);
  }

  /** Returns a description such as {@code kafka-1 and kafka-2 killed}. */
  @Override
  public String toString() {
    return kind.text.formatted(String.join(" and ", targets))
        + (duration.isZero() ? "" : " for " + duration.toSeconds() + " s");
  }
}
