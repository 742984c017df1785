package io.evilnet.streams.topology;

import io.evilnet.core.CityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The totals that were stored last: those of the last ten minutes, and {@value #MAX_TOTALS} at
 * most.
 */
final class NewestTotals {

  /** Maximum number; a replay of an archive stores millions in ten minutes. */
  static final int MAX_TOTALS = 50_000;

  static final Duration SPAN = Duration.ofMinutes(10);

  /**
   * A stored total.
   *
   * @param at the time at which it was stored, in ms of a monotonic clock
   */
  private record Stored(MergedCounts total, long at) {}

  /** In the order of storing. */
  private final Map<CityWindow, Stored> stored = new LinkedHashMap<>();

  private Instant latest = Instant.EPOCH;

  /** Returns the total of a key; empty if it is not one of the newest. */
  Optional<MergedCounts> get(CityWindow key) {
    return Optional.ofNullable(stored.get(key)).map(Stored::total);
  }

  /** Adds a total that is stored now. */
  void stored(CityWindow key, MergedCounts total, long now) {
    stored.remove(key);
    stored.put(key, new Stored(total, now));
    latest = total.changedAt().isAfter(latest) ? total.changedAt() : latest;
    trim(now);
  }

  /** Returns the time of a change: later than the previous change of the total. */
  Instant after(Instant changedAt, long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    Instant earliest = now.isAfter(latest) ? now : latest;
    return earliest.isAfter(changedAt) ? earliest : changedAt.plusMillis(1);
  }

  List<CityWindow> keys(long now) {
    trim(now);
    return List.copyOf(stored.keySet());
  }

  private void trim(long now) {
    Iterator<Stored> oldest = stored.values().iterator();
    while (oldest.hasNext()) {
      boolean isOld = oldest.next().at() < now - SPAN.toMillis();
      if (!isOld && stored.size() <= MAX_TOTALS) {
        return;
      }
      oldest.remove();
    }
  }
}
