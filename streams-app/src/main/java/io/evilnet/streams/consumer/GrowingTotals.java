package io.evilnet.streams.consumer;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filter of the totals of {@code city-counts} that rejects decreasing totals.
 *
 * <p>A stalled process whose partitions were taken over can, when it resumes, send buffered totals
 * that are lower than those of its successor.
 */
public final class GrowingTotals {

  /** Maximum number of totals: more than the cities of the world in a window, in 10 MB. */
  private static final int MAX_TOTALS = 50_000;

  private final Map<CityWindow, Counts> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CityWindow, Counts> eldest) {
          return size() > MAX_TOTALS;
        }
      };

  /** Returns true, and records the total, unless it is lower than an earlier one. */
  public boolean admits(CityWindow key, Counts total) {
    Counts known = seen.remove(key);
    if (known != null && !total.max(known).equals(total)) {
      seen.put(key, known);
      return false;
    }
    seen.put(key, total);
    return true;
  }

  /**
   * Returns true, and records the total, if it is higher than all earlier ones: totals of the last
   * minutes are emitted repeatedly without a change.
   */
  public boolean isHigher(CityWindow key, Counts total) {
    return !total.equals(seen.get(key)) && admits(key, total);
  }
}
