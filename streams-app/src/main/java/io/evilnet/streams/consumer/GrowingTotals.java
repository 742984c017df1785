package io.evilnet.streams.consumer;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The totals of {@code city-counts} as far as they were read, of which none ever goes down.
 *
 * <p>A process that was stalled while another took over its partitions sends, when it wakes, what
 * it still had in hand: less than its successor has sent.
 */
public final class GrowingTotals {

  /** Cities in windows; the whole world's of one window and more, in 10 MB. */
  private static final int MOST = 50_000;

  private final Map<CityWindow, Counts> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CityWindow, Counts> eldest) {
          return size() > MOST;
        }
      };

  /** Takes a total, unless it is less than one that was read before it. */
  public boolean admits(CityWindow key, Counts total) {
    Counts known = seen.remove(key);
    if (known != null && !total.max(known).equals(total)) {
      seen.put(key, known);
      return false;
    }
    seen.put(key, total);
    return true;
  }
}
