package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The state of a window that is not expired, beside its counts. */
final class HeldWindow {

  /** As if its counts were emitted behind all offsets. */
  static final long NOT_SENT = Long.MAX_VALUE - 1;

  /** Its counts that have changed since they were last taken, by the city's id. */
  final Map<String, Change> changed = new HashMap<>();

  /** The time of the last emitted change, or of opening or restoring, in this incarnation. */
  Instant changedAt;

  /** The last offset processed before its newest counts were emitted. */
  long sentThrough = NOT_SENT;

  /** Null while it is open. */
  Instant closedAt;

  HeldWindow(Instant now) {
    this.changedAt = now;
  }

  /** Returns true if it was closed, and its last change taken, at an instant or before. */
  boolean isSettled(Instant instant) {
    return closedAt != null
        && !closedAt.isAfter(instant)
        && changed.isEmpty()
        && !changedAt.isAfter(instant);
  }

  /**
   * Records that a post has changed the count of a city; returns true for another object of the
   * city than that of the last change, which is one of a place that may have been renamed.
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

  /** The change of a count: the oldest of the posts that it shows for the first time. */
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
