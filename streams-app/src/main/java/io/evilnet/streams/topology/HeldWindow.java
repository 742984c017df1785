package io.evilnet.streams.topology;

import java.time.Instant;

/** The state of a window that is not retired, beside its counts. */
final class HeldWindow {

  /** As if its counts were emitted behind all offsets. */
  static final long NOT_SENT = Long.MAX_VALUE - 1;

  /** When a change of it was last emitted, or it was opened or restored, in this life. */
  Instant changedAt;

  /** The last offset processed before its newest counts were emitted. */
  long sentThrough = NOT_SENT;

  /** Null while it is open. */
  Instant closedAt;

  HeldWindow(Instant now) {
    this.changedAt = now;
  }
}
