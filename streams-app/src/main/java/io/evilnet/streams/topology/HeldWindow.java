package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The state of a window that is not retired, except its counts. */
final class HeldWindow {

  /** The counts were not emitted; higher than any offset. */
  static final long NOT_SENT = Long.MAX_VALUE - 1;

  /** The counts that have changed since they were last taken, by city id. */
  final Map<String, Change> changed = new HashMap<>();

  /** The time of the last emitted change, or of opening or restoring, in this incarnation. */
  Instant changedAt;

  /** The last offset processed before its newest counts were emitted. */
  long sentThrough = NOT_SENT;

  /** Null while the window is open. */
  Instant closedAt;

  HeldWindow(Instant now) {
    this.changedAt = now;
  }

  /** Returns true if it was closed, and its last change taken, at or before an instant. */
  boolean isSettled(Instant instant) {
    return closedAt != null
        && !closedAt.isAfter(instant)
        && changed.isEmpty()
        && !changedAt.isAfter(instant);
  }

  /**
   * Records that a post has changed the count of a city; returns true if the city is not the same
   * object as in the last change, as the place may have been renamed.
   */
  @SuppressWarnings("ReferenceEquality")
  boolean change(City city, Instant createdAt, Instant arrivedAt) {
    Change change = changed.get(city.id());
    if (change == null) {
      changed.put(city.id(), new Change(city, createdAt, arrivedAt));
      return true;
    }
    change.add(createdAt, arrivedAt);
    boolean isOther = change.city != city;
    change.city = city;
    return isOther;
  }

  /** Records that the count of a city has changed by unknown posts. */
  void change(String cityId) {
    changed.put(cityId, new Change());
  }

  /** The change of a count, with the oldest of the posts that are new in it. */
  static final class Change {

    /** Null if it is unknown. */
    private City city;

    private Instant createdAt;
    private Instant arrivedAt;

    private Change() {}

    private Change(City city, Instant createdAt, Instant arrivedAt) {
      this.city = city;
      this.createdAt = createdAt;
      this.arrivedAt = arrivedAt;
    }

    private void add(Instant createdAt, Instant arrivedAt) {
      if (this.createdAt == null || createdAt.isBefore(this.createdAt)) {
        this.createdAt = createdAt;
      }
      if (this.arrivedAt == null || arrivedAt.isBefore(this.arrivedAt)) {
        this.arrivedAt = arrivedAt;
      }
    }

    /** Returns the oldest posts; empty if they are unknown. */
    Optional<Waiting> waiting() {
      return createdAt == null ? Optional.empty() : Optional.of(new Waiting(createdAt, arrivedAt));
    }
  }
}
