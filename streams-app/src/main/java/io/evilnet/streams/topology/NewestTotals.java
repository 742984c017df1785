package io.evilnet.streams.topology;

import io.evilnet.core.CityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The totals that were changed last, up to ten minutes before the last change of all. */
final class NewestTotals {

  private static final Duration SPAN = Duration.ofMinutes(10);

  private final Map<CityWindow, Instant> changes = new LinkedHashMap<>();
  private Instant latest = Instant.EPOCH;

  /** Takes in a total as it is stored. */
  void stored(CityWindow key, Instant changedAt) {
    changes.put(key, changedAt);
    latest = changedAt.isAfter(latest) ? changedAt : latest;
  }

  /** When a total is changed that was changed before: later than that, and before no other. */
  Instant after(Instant changedAt, long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    Instant earliest = now.isAfter(latest) ? now : latest;
    return earliest.isAfter(changedAt) ? earliest : changedAt.plusMillis(1);
  }

  List<CityWindow> keys() {
    Instant oldest = latest.minus(SPAN);
    changes.values().removeIf(changedAt -> changedAt.isBefore(oldest));
    return List.copyOf(changes.keySet());
  }
}
