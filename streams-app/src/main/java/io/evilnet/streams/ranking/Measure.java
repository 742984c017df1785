package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.platform.format.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;

/**
 * The measure by which cities are ranked: a metric, or a rate.
 *
 * @param rate empty for the metric itself
 * @param populations the population of a city by its id; null if unknown
 */
public record Measure(Metric metric, Optional<Rate> rate, Function<String, Integer> populations) {

  private static final int DIGITS = 4;
  private static final int DECIMALS = 6;

  /** Returns the measure of a metric without a rate. */
  public static Measure of(Metric metric) {
    return new Measure(metric, Optional.empty(), cityId -> null);
  }

  /** Returns the value of a city; not finite if undefined. */
  double of(String cityId, Counts counts) {
    return rate.map(one -> one.of(counts, metric, populations.apply(cityId)))
        .orElse((double) metric.of(counts));
  }

  /** Returns the column of the rate, with four digits and at most six decimals. */
  public Column<RankedCity> column() {
    return Column.numeric("rate", ranked -> rounded(of(ranked.cityId(), ranked.counts())));
  }

  /** Rounds to at least one decimal, so that the text has no exponent. */
  private static BigDecimal rounded(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    int scale = Math.min(DECIMALS, exact.scale() - exact.precision() + DIGITS);
    BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.setScale(Math.max(1, rounded.scale()));
  }
}
