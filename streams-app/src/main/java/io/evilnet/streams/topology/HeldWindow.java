package io.evilnet.streams.topology;

import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The state of a window that is not expired, beside its counts. */
final class HeldWindow {

  /** As if its counts were emitted behind all offsets. */
  static final long NOT_SENT = Long.MAX_VALUE - 1;

  /**
   * Its counts that have changed since they were last taken, by the city's id, each with the oldest
   * of the posts that changed it; empty where nobody knows any more what was seen.
   */
  final Map<String, Optional<Waiting>> changed = new HashMap<>();

  /** The time of the last emitted change, or of opening or restoring, in this incarnation. */
  Instant changedAt;

  /** The last offset processed before its newest counts were emitted. */
  long sentThrough = NOT_SENT;

  /** Null while it is open. */
  Instant closedAt;

  HeldWindow(Instant now) {
    this.changedAt = now;
  }

  /** Records that a post has changed the count of a city. */
  void change(String cityId, Instant createdAt, Instant arrivedAt) {
    Optional<Waiting> known = changed.get(cityId);
    if (known == null || known.isEmpty()) {
      changed.put(cityId, Optional.of(new Waiting(createdAt, arrivedAt)));
    } else if (createdAt.isBefore(known.get().createdAt())
        || arrivedAt.isBefore(known.get().arrivedAt())) {
      changed.put(cityId, Optional.of(known.get().and(new Waiting(createdAt, arrivedAt))));
    }
  }
}
