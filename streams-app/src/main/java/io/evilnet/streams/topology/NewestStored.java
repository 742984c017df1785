package io.evilnet.streams.topology;

import static java.util.Comparator.comparing;

import io.evilnet.core.CityWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.KeyValue;

/**
 * Selects the totals of a store that changed last: those within {@link NewestTotals#SPAN}, and
 * {@link NewestTotals#MAX_TOTALS} at most.
 */
final class NewestStored {

  private final PriorityQueue<KeyValue<CityWindow, MergedCounts>> newest =
      new PriorityQueue<>(
          comparing((KeyValue<CityWindow, MergedCounts> total) -> total.value.changedAt()));

  private Instant latest = Instant.EPOCH;

  /** Adds a total; only the newest totals so far are kept in memory. */
  void add(KeyValue<CityWindow, MergedCounts> total) {
    Instant changedAt = total.value.changedAt();
    latest = changedAt.isAfter(latest) ? changedAt : latest;
    newest.add(total);
    while (newest.size() > NewestTotals.MAX_TOTALS || isOld(newest.peek())) {
      newest.remove();
    }
  }

  private boolean isOld(KeyValue<CityWindow, MergedCounts> total) {
    return total.value.changedAt().isBefore(latest.minus(NewestTotals.SPAN));
  }

  List<KeyValue<CityWindow, MergedCounts>> oldestFirst() {
    List<KeyValue<CityWindow, MergedCounts>> sorted = new ArrayList<>(newest.size());
    while (!newest.isEmpty()) {
      sorted.add(newest.remove());
    }
    return sorted;
  }
}
