package io.evilnet.streams.api;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.UserSet;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import java.time.Instant;
import java.util.List;

/**
 * The totals of a window over all cities, or over those of an area.
 *
 * @param window the window, and its posts without a city
 * @param counts sums over the cities, with their distinct users
 * @param cities number of cities with a tweet
 * @param users the users of the cities as a set, for a union with those of other windows
 * @param distinct their number with its bounds
 * @param resolved tweets of all cities of the window
 */
record WindowTotal(
    WindowRow window,
    Counts counts,
    long cities,
    UserSet users,
    DistinctUsers distinct,
    long resolved) {

  static WindowTotal of(WindowRow window, List<CityRow> rows) {
    return of(window, rows, tweets(rows));
  }

  /** Returns the totals over some rows of a window. */
  static WindowTotal of(WindowRow window, List<CityRow> rows, long resolved) {
    Counts sum = rows.stream().map(CityRow::counts).reduce(Counts.ZERO, Counts::plus);
    UserSet users = UserSet.union(rows.stream().map(CityRow::users).toList());
    DistinctUsers distinct = users.count();
    return new WindowTotal(
        window,
        sum.withUsers(distinct.users()),
        rows.stream().filter(row -> row.counts().tweets() > 0).count(),
        users,
        distinct,
        resolved);
  }

  static long tweets(List<CityRow> rows) {
    return rows.stream().mapToLong(row -> row.counts().tweets()).sum();
  }

  /** Returns the totals over no city of the window. */
  WindowTotal ofNoCity() {
    return of(window, List.of(), resolved);
  }

  /** Returns the same totals with newer unresolved posts. */
  WindowTotal at(WindowRow newer) {
    return new WindowTotal(newer, counts, cities, users, distinct, resolved);
  }

  Instant start() {
    return window.start();
  }

  /** Returns the share of posts without a city in all posts of the window, from 0 to 1. */
  double unresolvedShare() {
    return share(window.unresolved().tweets(), resolved);
  }

  static double share(long unresolved, long resolved) {
    long all = unresolved + resolved;
    return all == 0 ? 0 : (double) unresolved / all;
  }
}
