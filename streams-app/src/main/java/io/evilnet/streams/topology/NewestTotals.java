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

  /** Takes in a total that was changed when its store says. */
  void stored(CityWindow key, Instant changedAt) {
    changes.put(key, changedAt);
    latest = changedAt.isAfter(latest) ? changedAt : latest;
  }

  /** Takes in a total that is changed now, and tells when that is: never before an earlier one. */
  Instant changed(CityWindow key, Instant now) {
    Instant changedAt = now.isAfter(latest) ? now : latest;
    stored(key, changedAt);
    return changedAt;
  }

  List<CityWindow> keys() {
    Instant oldest = latest.minus(SPAN);
    changes.values().removeIf(changedAt -> changedAt.isBefore(oldest));
    return List.copyOf(changes.keySet());
  }
}
