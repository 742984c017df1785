package io.evilnet.streams.topology;

import io.evilnet.core.CityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The totals that were stored last: those of the last ten minutes, and no more than {@value #MOST}.
 */
final class NewestTotals {

  /** A replayed archive makes millions in ten minutes. */
  static final int MOST = 50_000;

  static final Duration SPAN = Duration.ofMinutes(10);

  /** When each was stored, in milliseconds of a clock that is never set; in the order of that. */
  private final Map<CityWindow, Long> stored = new LinkedHashMap<>();

  private Instant latest = Instant.EPOCH;

  /** Takes in a total as it is stored. */
  void stored(CityWindow key, Instant changedAt, long now) {
    stored.remove(key);
    stored.put(key, now);
    latest = changedAt.isAfter(latest) ? changedAt : latest;
    trim(now);
  }

  /** When a total is changed that was changed before: later than that, and before no other. */
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
    Iterator<Long> oldest = stored.values().iterator();
    while (oldest.hasNext() && (stored.size() > MOST || oldest.next() < now - SPAN.toMillis())) {
      oldest.remove();
    }
  }
}
