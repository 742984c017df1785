package io.evilnet.streams.api;

import io.evilnet.core.Counts;
import io.evilnet.core.UserSet;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import java.time.Instant;
import java.util.List;

/**
 * The totals of a window over all cities.
 *
 * @param window the window, and its posts without a city
 * @param counts sums over all cities; a user who is active in two cities counts twice
 * @param cities number of cities with a tweet
 * @param users distinct users of all cities
 */
record WindowTotal(WindowRow window, Counts counts, long cities, UserSet users) {

  static WindowTotal of(WindowRow window, List<CityRow> rows) {
    Counts sum = rows.stream().map(CityRow::counts).reduce(Counts.ZERO, Counts::plus);
    return new WindowTotal(
        window,
        sum,
        rows.stream().filter(row -> row.counts().tweets() > 0).count(),
        UserSet.union(rows.stream().map(CityRow::users).toList()));
  }

  Instant start() {
    return window.start();
  }

  /** Returns the share of posts without a city, from 0 to 1. */
  double unresolvedShare() {
    return share(window.unresolved().tweets(), counts.tweets());
  }

  static double share(long unresolved, long resolved) {
    long all = unresolved + resolved;
    return all == 0 ? 0 : (double) unresolved / all;
  }
}
