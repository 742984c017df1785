package io.evilnet.streams.api;

import static java.util.Comparator.naturalOrder;

import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSet;
import io.evilnet.platform.format.Column;
import io.evilnet.store.table.WindowRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code totals}: the totals of each window or of an area, and the posts without a city, which are
 * of no area.
 */
record TotalsQuery(Store store, Clockwork clockwork) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  private static final List<Column<WindowTotal>> COLUMNS =
      List.of(
          Column.time("window_start", WindowTotal::start),
          Column.number("cities", WindowTotal::cities),
          Column.number("tweets", total -> total.counts().tweets()),
          Column.number("retweets", total -> total.counts().retweets()),
          Column.number("users", total -> total.counts().users()),
          Column.error("users_error", total -> total.distinct().error()),
          Column.number("unresolved_tweets", total -> total.window().unresolved().tweets()),
          Column.number("unresolved_retweets", total -> total.window().unresolved().retweets()),
          Column.number("unresolved_users", total -> total.window().unresolved().users()),
          Column.numeric("unresolved_share", WindowTotal::unresolvedShare),
          Column.number("contained_tweets", total -> total.window().contained().tweets()),
          Column.number("received_retweets", total -> total.counts().receivedRetweets()));

  private static final Page.Key<WindowTotal, Instant> START =
      new Page.Key<>(WindowTotal::start, naturalOrder(), Instant::toString, Instant::parse);

  Query query() {
    return new Query(
        "totals",
        Parameters.withArea("from", "to", "last", "until", "limit", Page.CURSOR),
        true,
        this::answer);
  }

  Answer<WindowTotal> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    int limit = parameters.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    List<WindowRow> windows = store.windows(range);
    List<WindowTotal> totals = store.totals(windows, parameters.area());
    Page<WindowTotal> page = Page.of(totals, START, limit, parameters.cursor());
    long unresolved = totals.stream().mapToLong(row -> row.window().unresolved().tweets()).sum();
    long resolved = totals.stream().mapToLong(row -> row.counts().tweets()).sum();
    UserSet users = UserSet.union(totals.stream().map(WindowTotal::users).toList());
    Map<String, Object> facts = clockwork.facts(range, users.count());
    facts.put("tweets", resolved);
    facts.put("unresolved_tweets", unresolved);
    facts.put(
        "contained_tweets",
        totals.stream().mapToLong(row -> row.window().contained().tweets()).sum());
    facts.put(
        "received_retweets",
        totals.stream().mapToLong(row -> row.counts().receivedRetweets()).sum());
    facts.put("oldest_window", store.oldestWindow().orElse(null));
    facts.put("newest_window", store.newestWindow().orElse(null));
    facts.put("next", page.next());
    return new Answer<>(facts, COLUMNS, page.rows());
  }
}
