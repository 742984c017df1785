package io.evilnet.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Fault of X or of the network that clients have to handle. */
public enum Fault {
  /** Responds to the next stream request with 429 and the time of the reset. */
  RATE_LIMITED(Kind.REQUEST),
  /**
   * Responds with 429 because a stale connection occupies the account's slot, until it is
   * terminated through {@code /2/connections}.
   */
  STUCK_CONNECTION(Kind.REQUEST),
  /** Responds with 503. */
  UNAVAILABLE(Kind.REQUEST),
  /** Responds with 402: the account has no credits left. */
  CREDITS_DEPLETED(Kind.REQUEST),
  /** Responds with 429: the account has reached its cap of the month. */
  USAGE_CAPPED(Kind.REQUEST),

  /** Sends nothing more, not even a keep-alive, until the client disconnects. */
  STALL(Kind.CONNECTION),
  /** Closes the stream after a line. */
  END(Kind.CONNECTION),
  /** Closes the stream in the middle of a line. */
  CUT(Kind.CONNECTION),
  /** Resets the connection (TCP RST) in the middle of a line. */
  RESET(Kind.CONNECTION),
  /** Sends an operational-disconnect message in the current format, and closes the stream. */
  DISCONNECT(Kind.CONNECTION),
  /** Sends that message with the former domain and for an upstream server. */
  UPSTREAM_DISCONNECT(Kind.CONNECTION),

  /** Sends a line byte by byte. */
  DRIP(Kind.LINE),
  /** Extends a line to 1 MB. */
  HUGE(Kind.LINE),
  /** Inserts invalid UTF-8 into a line. */
  INVALID_UTF8(Kind.LINE),
  /** Sends a line twice. */
  DUPLICATE(Kind.LINE),
  /** Sends a line, and a new version of its post. */
  EDIT(Kind.LINE);

  /** Scope of a fault. */
  enum Kind {
    /** A stream request, which fails with an error. */
    REQUEST,
    /** An open connection, which it ends. */
    CONNECTION,
    /** A single line. */
    LINE
  }

  private final Kind kind;

  Fault(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Returns the name in a script: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the fault of that name.
   *
   * @throws IllegalArgumentException if it does not exist
   */
  static Fault of(String label) {
    return all().stream()
        .filter(fault -> fault.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "faults contains '%s'; expected one of %s"
                        .formatted(
                            label,
                            all().stream().map(Fault::label).collect(Collectors.joining(", ")))));
  }

  /** Returns the faults from which a client recovers within seconds. */
  static List<Fault> transientFaults() {
    return all().stream()
        .filter(fault -> fault != CREDITS_DEPLETED && fault != USAGE_CAPPED)
        .toList();
  }

  static List<Fault> all() {
    return Arrays.asList(values());
  }
}
