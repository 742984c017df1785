package io.evilnet.streams.api;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.UserSet;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import java.time.Instant;
import java.util.List;

/**
 * The totals of a window over all cities.
 *
 * @param window the window, and its posts without a city
 * @param counts sums over all cities, with their distinct users
 * @param cities number of cities with a tweet
 * @param users the users of all cities as a set, for a union with those of other windows
 * @param distinct their number with its bounds
 */
record WindowTotal(
    WindowRow window, Counts counts, long cities, UserSet users, DistinctUsers distinct) {

  static WindowTotal of(WindowRow window, List<CityRow> rows) {
    Counts sum = rows.stream().map(CityRow::counts).reduce(Counts.ZERO, Counts::plus);
    UserSet users = UserSet.union(rows.stream().map(CityRow::users).toList());
    DistinctUsers distinct = users.count();
    return new WindowTotal(
        window,
        new Counts(sum.tweets(), sum.retweets(), distinct.users()),
        rows.stream().filter(row -> row.counts().tweets() > 0).count(),
        users,
        distinct);
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
