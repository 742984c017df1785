package io.evilnet.ingest.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Something that X, or the network on the way to it, is known to do to its clients. */
public enum Fault {
  /** Answers the next request for a stream with 429 and the time at which requests are taken. */
  RATE_LIMITED(Kind.ANSWER),
  /**
   * Answers with 429 as a connection that nobody reads holds the account's place, until it is ended
   * through {@code /2/connections}.
   */
  STUCK_CONNECTION(Kind.ANSWER),
  /** Answers with 503. */
  UNAVAILABLE(Kind.ANSWER),

  /** Sends nothing more, not even a keep-alive, until the client goes. */
  STALL(Kind.CONNECTION),
  /** Ends the stream after a line. */
  END(Kind.CONNECTION),
  /** Ends the stream in the middle of a line. */
  CUT(Kind.CONNECTION),
  /** Breaks the connection (TCP RST) in the middle of a line. */
  RESET(Kind.CONNECTION),
  /** Says operational-disconnect in today's words, and ends the stream. */
  DISCONNECT(Kind.CONNECTION),
  /** Says it as it was said with the old domain and for a server before this one. */
  UPSTREAM_DISCONNECT(Kind.CONNECTION),

  /** Sends a line a byte at a time. */
  DRIP(Kind.LINE),
  /** Makes a line 1 MB long. */
  HUGE(Kind.LINE),
  /** Puts bytes that are no UTF-8 into a line. */
  INVALID_UTF8(Kind.LINE),
  /** Sends a line twice. */
  DUPLICATE(Kind.LINE),
  /** Sends a line, and a new version of its post. */
  EDIT(Kind.LINE);

  /** What a fault happens to. */
  enum Kind {
    /** A request for a stream, which is answered with an error. */
    ANSWER,
    /** An open connection, which does not outlive it. */
    CONNECTION,
    /** A line, after which all goes on. */
    LINE
  }

  private final Kind kind;

  Fault(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Its name in a script: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Fault of(String label) {
    return all().stream()
        .filter(fault -> fault.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "faults has '%s', which is none of %s"
                        .formatted(
                            label,
                            all().stream().map(Fault::label).collect(Collectors.joining(", ")))));
  }

  static List<Fault> all() {
    return Arrays.asList(values());
  }
}
