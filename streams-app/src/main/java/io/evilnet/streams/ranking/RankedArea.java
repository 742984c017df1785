package io.evilnet.streams.ranking;

import io.evilnet.platform.format.Column;
import io.evilnet.streams.read.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A country or region in a ranking.
 *
 * @param rank the rank, from 1
 */
public record RankedArea(int rank, AreaTotal total) {

  /** Returns the first {@code n} of one side; equal values by name. */
  public static Stream<RankedArea> first(int n, List<AreaTotal> totals, Metric metric, Side side) {
    List<AreaTotal> sorted =
        totals.stream().sorted(AreaTotal.order(metric, side)).limit(n).toList();
    return IntStream.range(0, sorted.size()).mapToObj(i -> new RankedArea(i + 1, sorted.get(i)));
  }

  /** Returns the columns of a ranking of areas of a level. */
  public static List<Column<RankedArea>> columns(Level level) {
    List<Column<RankedArea>> columns = new ArrayList<>();
    columns.add(Column.number("rank", RankedArea::rank));
    AreaTotal.columns(level)
        .forEach(
            column ->
                columns.add(
                    new Column<>(
                        column.name(),
                        column.type(),
                        ranked -> column.value().apply(ranked.total()))));
    return columns;
  }
}
