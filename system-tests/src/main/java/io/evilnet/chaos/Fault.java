package io.evilnet.chaos;

import java.time.Duration;
import java.util.List;

/**
 * One thing that goes wrong.
 *
 * @param at when, since the run began
 * @param kind what
 * @param targets the services it happens to, all at once
 * @param lasts how long a stall is; zero for what is over at once
 */
record Fault(Duration at, Kind kind, List<String> targets, Duration lasts) {

  /** How a process is hurt. */
  enum Kind {
    /** SIGKILL. */
    KILL("killed"),
    /** SIGTERM: a clean end. */
    TERMINATE("ended"),
    /** SIGSTOP, and SIGCONT later: the connections stay, nothing answers. */
    STALL("stalled");

    private final String past;

    Kind(String past) {
      this.past = past;
    }
  }

  Fault {
    targets = List.copyOf(targets);
  }

  /** The fault is over. */
  Duration end() {
    return at.plus(lasts);
  }

  /** For a person: {@code kafka-1 and kafka-2 killed}. */
  @Override
  public String toString() {
    return String.join(" and ", targets)
        + " "
        + kind.past
        + (lasts.isZero() ? "" : " for " + lasts.toSeconds() + " s");
  }
}
