package io.evilnet.bench.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.bench.table.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Table of the results of streams-app, one row per workload. */
final class GrowthTable {

  private static final List<String> WORKLOAD = List.of("cities", "partitions", "instances");

  private final MarkdownTable table = new MarkdownTable(heading());

  /**
   * Adds the results of a workload, in the format of {@link Results#json}.
   *
   * @throws IllegalArgumentException if it has no number of cities, partitions or instances
   */
  GrowthTable add(JsonNode results) {
    List<String> cells = new ArrayList<>();
    for (String field : WORKLOAD) {
      if (!results.path(field).isIntegralNumber()) {
        throw new IllegalArgumentException("results of bench/catchup.sh must have " + field);
      }
      cells.add(whole(results.path(field)));
    }
    cells.add(
        results.path(OwnCounting.NAME).isNumber()
            ? whole(results.path(OwnCounting.NAME))
            : MarkdownTable.NONE);
    for (Resource each : Resource.values()) {
      JsonNode value = results.path("resources").path(each.key());
      cells.add(value.isNumber() ? each.cell(value.asDouble()) : MarkdownTable.NONE);
    }
    cells.add(results.path("rows_equal").asBoolean() ? "equal" : "DIFFERENT");
    table.row(cells);
    return this;
  }

  List<String> lines() {
    return table.lines();
  }

  private static List<String> heading() {
    List<String> heading = new ArrayList<>(WORKLOAD);
    heading.add("posts/s");
    for (Resource each : Resource.values()) {
      heading.add(each.heading());
    }
    heading.add("rows and recount");
    return heading;
  }

  private static String whole(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.asLong());
  }
}
