package io.evilnet.streams.topology;

import java.time.Instant;

/** The state of a window that is not retired, beside its counts. */
final class HeldWindow {

  /** As if its counts were sent on behind all offsets. */
  static final long NOT_SENT = Long.MAX_VALUE - 1;

  final StoredWindow stored;

  /** When a change of it was last sent on, or it was opened or found, in this life. */
  Instant changedAt;

  /** The last offset processed before its newest counts were sent on. */
  long sentThrough = NOT_SENT;

  /** Null while it is open. */
  Instant closedAt;

  /** Whether its counts have all of its stored tweets. */
  boolean isRead;

  HeldWindow(StoredWindow stored, boolean isRead, Instant now) {
    this.stored = stored;
    this.isRead = isRead;
    this.changedAt = now;
  }
}
