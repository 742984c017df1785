package io.evilnet.backfill.count;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * The totals of a window, or the partial counts of a partition.
 *
 * @param byCity totals by {@link City#id()}, including {@link City#UNRESOLVED} and {@link
 *     City#CONTAINED}
 */
record WindowTotals(Map<String, CityCounts> byCity) implements Serializable {

  /**
   * Merges the partial counts of two partitions, whose authors are disjoint. Keeps the smaller of
   * two names of a city, so that the result does not depend on the order of the partitions.
   */
  WindowTotals plus(WindowTotals other) {
    Map<String, CityCounts> sum = new HashMap<>(byCity);
    other.byCity.forEach((id, counts) -> sum.merge(id, counts, WindowTotals::add));
    return new WindowTotals(sum);
  }

  /**
   * Returns these totals with that of posts without a city, possibly zero, since its row represents
   * the window.
   */
  WindowTotals complete() {
    Map<String, CityCounts> all = new HashMap<>(byCity);
    all.putIfAbsent(City.UNRESOLVED.id(), new CityCounts(City.UNRESOLVED, Counts.ZERO));
    return new WindowTotals(all);
  }

  private static CityCounts add(CityCounts a, CityCounts b) {
    City city = a.city().fullName().compareTo(b.city().fullName()) <= 0 ? a.city() : b.city();
    return new CityCounts(city, a.counts().plus(b.counts()), a.users().plus(b.users()));
  }
}
