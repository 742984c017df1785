package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSet;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.format.Column;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.CityNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code series}: the counts by window of some cities, of each city ({@code city=*}), or of all
 * cities together, in an area if one is given. A window in which a city has neither posts nor
 * received retweets has no row. Received retweets are included in the metric {@code retweets}.
 */
record SeriesQuery(Store store, Clockwork clockwork) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);
  private static final Duration MAX_RANGE_OF_EVERY_CITY = Duration.ofHours(6);
  private static final int MAX_CITIES = 20;
  private static final String EVERY_CITY = "*";
  private static final String ALL_TOGETHER = "all cities";

  Query query() {
    return new Query(
        "series",
        Parameters.withArea("city", "metric", "from", "to", "last", "until"),
        true,
        this::answer);
  }

  Answer<CityRow> answer(Parameters parameters) {
    Set<String> cityIds = parameters.texts("city", MAX_CITIES);
    boolean every = cityIds.contains(EVERY_CITY);
    TimeRange range = parameters.range(every ? MAX_RANGE_OF_EVERY_CITY : MAX_RANGE);
    List<Column<CityRow>> columns = columns(parameters.metrics());
    Optional<Area> area = parameters.area();
    if (!every && !cityIds.isEmpty()) {
      List<CityRow> rows = store.counts(range, cities(cityIds, area));
      return answer(range, columns, rows, rows.stream().map(CityRow::users).toList());
    }
    List<WindowRow> windows = store.windows(range);
    List<WindowTotal> totals = store.totals(windows, area);
    if (every) {
      TooManyRowsException.rejectMoreThan(totals.stream().mapToLong(WindowTotal::cities).sum());
    }
    return answer(
        range,
        columns,
        every ? each(windows, area) : sums(totals, area),
        totals.stream().map(WindowTotal::users).toList());
  }

  private Answer<CityRow> answer(
      TimeRange range, List<Column<CityRow>> columns, List<CityRow> rows, List<UserSet> users) {
    return new Answer<>(clockwork.facts(range, UserSet.union(users).count()), columns, rows);
  }

  private List<CityRow> each(List<WindowRow> windows, Optional<Area> area) {
    return store.counts(windows, store.in(area)).stream().sorted(CityRow.ORDER).toList();
  }

  private List<CityRow> sums(List<WindowTotal> totals, Optional<Area> area) {
    String label = ALL_TOGETHER + area.map(one -> " of " + store.areas().label(one)).orElse("");
    return totals.stream()
        .map(total -> new CityRow(total.start(), "", label, total.counts(), UserSketch.NONE))
        .toList();
  }

  private List<City> cities(Set<String> ids, Optional<Area> area) {
    Predicate<String> isIncluded = store.in(area);
    CityNames names = store.cityNames();
    List<City> cities = new ArrayList<>();
    for (String id : ids) {
      City city =
          names
              .city(id)
              .orElseThrow(
                  () ->
                      new InvalidParameterException(
                          "city", "the id of a counted city, as returned by cities", id));
      if (isIncluded.test(id)) {
        cities.add(city);
      }
    }
    return cities;
  }

  private static List<Column<CityRow>> columns(Set<Metric> metrics) {
    List<Column<CityRow>> columns = new ArrayList<>();
    columns.add(Column.time("window_start", CityRow::windowStart));
    columns.add(Column.text("city_id", CityRow::cityId));
    columns.add(Column.text("city", CityRow::city));
    metrics.forEach(
        metric -> columns.add(Column.number(metric.label(), row -> metric.of(row.counts()))));
    if (metrics.contains(Metric.RETWEETS)) {
      columns.add(Column.number("received_retweets", row -> row.counts().receivedRetweets()));
    }
    return columns;
  }
}
