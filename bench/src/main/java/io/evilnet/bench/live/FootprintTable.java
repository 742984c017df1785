package io.evilnet.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.bench.table.MarkdownTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Table of the figures of {@link LiveCommand} at several rates: a column per rate, and the marginal
 * cost of 1,000 posts/s as the slope of a least-squares line over the settled rates.
 */
final class FootprintTable {

  /** Totals and figures per service that grow with the rate. */
  private static final Pattern COST =
      Pattern.compile("(cores|memory|disk reads|disk writes|loopback)\\b.*");

  /** Mostly served by the page cache; only their total is shown. */
  private static final Pattern OMITTED = Pattern.compile("disk reads of .*");

  private static final double MARGIN = 1_000;

  private final List<JsonNode> measurements;

  /**
   * Creates a table of at least one measurement.
   *
   * @throws IllegalArgumentException if one has no rates
   */
  FootprintTable(List<JsonNode> measurements) {
    for (JsonNode each : measurements) {
      if (!each.path(LiveCommand.RATE).isNumber()
          || !each.path(LiveCommand.SETTLED_RATE).isNumber()) {
        throw new IllegalArgumentException(
            "figures of bench/live.sh must have '%s' and '%s'"
                .formatted(LiveCommand.RATE, LiveCommand.SETTLED_RATE));
      }
    }
    this.measurements =
        measurements.stream()
            .sorted(Comparator.comparingDouble(each -> each.path(LiveCommand.RATE).asDouble()))
            .toList();
  }

  List<String> lines() {
    List<String> heading = new ArrayList<>(List.of("posts/s"));
    measurements.forEach(each -> heading.add(rate(each)));
    heading.add("per 1,000 posts/s");
    MarkdownTable table = new MarkdownTable(heading);
    for (String name : names()) {
      List<String> cells = new ArrayList<>(List.of(name));
      measurements.forEach(each -> cells.add(cell(each.path(name))));
      cells.add(
          COST.matcher(name).matches()
              ? MarkdownTable.figure(MARGIN * slope(name))
              : MarkdownTable.NONE);
      table.row(cells);
    }
    return table.lines();
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    measurements.forEach(each -> each.fieldNames().forEachRemaining(names::add));
    names.remove(LiveCommand.RATE);
    names.removeIf(name -> OMITTED.matcher(name).matches());
    return names;
  }

  /** Returns the slope of a figure over the settled rate; NaN with fewer than two rates. */
  private double slope(String name) {
    List<JsonNode> points =
        measurements.stream().filter(each -> each.path(name).isNumber()).toList();
    double meanRate = mean(points, LiveCommand.SETTLED_RATE);
    double mean = mean(points, name);
    double covariance = 0;
    double variance = 0;
    for (JsonNode point : points) {
      double distance = point.path(LiveCommand.SETTLED_RATE).asDouble() - meanRate;
      covariance += distance * (point.path(name).asDouble() - mean);
      variance += distance * distance;
    }
    return covariance / variance;
  }

  private static double mean(List<JsonNode> points, String name) {
    return points.stream().mapToDouble(each -> each.path(name).asDouble()).average().orElse(0);
  }

  private static String rate(JsonNode measurement) {
    return String.format(Locale.ROOT, "%,.0f", measurement.path(LiveCommand.RATE).asDouble());
  }

  private static String cell(JsonNode figure) {
    return figure.isNumber() ? MarkdownTable.figure(figure.asDouble()) : MarkdownTable.NONE;
  }
}
