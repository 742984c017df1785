package io.evilnet.streams.ranking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.evilnet.core.Counts;
import io.evilnet.streams.read.CityRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cities of some windows, added up and ready to be ranked. */
public final class Ranking {

  private final List<CityRow> totals;

  private Ranking(List<CityRow> totals) {
    this.totals = totals;
  }

  /** Adds up the rows of each city. */
  public static Ranking of(Stream<CityRow> rows) {
    Map<String, CityRow> byCity = new HashMap<>();
    rows.forEach(row -> byCity.merge(row.cityId(), row, Ranking::add));
    return new Ranking(
        byCity.values().stream().filter(total -> total.counts().tweets() > 0).toList());
  }

  /**
   * The first {@code n} of one side; equal values by name.
   *
   * @param n 1 or more
   */
  public List<RankedCity> first(int n, Metric metric, Side side) {
    List<CityRow> sorted = totals.stream().sorted(order(metric, side)).limit(n).toList();
    List<RankedCity> ranked = new ArrayList<>(sorted.size());
    for (CityRow total : sorted) {
      ranked.add(new RankedCity(ranked.size() + 1, total.cityId(), total.city(), total.counts()));
    }
    return ranked;
  }

  private static Comparator<CityRow> order(Metric metric, Side side) {
    Comparator<CityRow> byValue = comparingLong(total -> metric.of(total.counts()));
    return (side == Side.TOP ? byValue.reversed() : byValue)
        .thenComparing(comparing(CityRow::city))
        .thenComparing(CityRow::cityId);
  }

  /** The sum, under the name that the newer row has. */
  private static CityRow add(CityRow a, CityRow b) {
    CityRow newer = a.windowStart().isAfter(b.windowStart()) ? a : b;
    Counts sum = a.counts().plus(b.counts());
    return new CityRow(newer.windowStart(), newer.cityId(), newer.city(), sum);
  }
}
