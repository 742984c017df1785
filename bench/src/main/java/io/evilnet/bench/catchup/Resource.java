package io.evilnet.bench.catchup;

import io.evilnet.bench.table.MarkdownTable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A resource consumed by streams-app while it counts all posts. */
enum Resource {
  APPLICATION_CPU(
      "streams_app_cpu_seconds_per_million_posts", "CPU of streams-app", "s/million posts", 1),
  BROKERS_CPU("brokers_cpu_seconds_per_million_posts", "CPU of both brokers", "s/million posts", 1),
  CASSANDRA_CPU(
      "cassandra_cpu_seconds_per_million_posts", "CPU of Cassandra", "s/million posts", 1),
  PEAK_MEMORY("peak_memory_bytes", "peak memory", "MiB", Resource.MIB),
  STATE("state_bytes", "state", "MiB", Resource.MIB),
  ROWS("rows", "rows", "", 1),
  ROWS_ON_DISK("row_bytes", "rows on disk", "MiB", Resource.MIB),
  SETTLING("settling_seconds", "lag 0 to equal rows", "s", 1);

  private static final double MIB = 1 << 20;

  private final String key;
  private final String title;
  private final String unit;
  private final double divisor;

  Resource(String key, String title, String unit, double divisor) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.divisor = divisor;
  }

  /** Returns the JSON field, with its unit. */
  String key() {
    return key;
  }

  /** Returns the column heading, with the unit. */
  String heading() {
    return unit.isEmpty() ? title : title + ", " + unit;
  }

  /** Formats a value given in the unit of the JSON field. */
  String cell(double value) {
    return this == ROWS
        ? String.format(Locale.ROOT, "%,.0f", value)
        : MarkdownTable.figure(value / divisor);
  }

  /** Returns a description of the measured values. */
  static String describe(Map<Resource, Double> values) {
    return Arrays.stream(values())
        .filter(values::containsKey)
        .map(
            each ->
                "%s %s %s".formatted(each.title, each.cell(values.get(each)), each.unit).strip())
        .collect(Collectors.joining(", "));
  }

  /** Returns the median of each resource over the runs that measured it. */
  static Map<Resource, Double> medians(List<Map<Resource, Double>> runs) {
    Map<Resource, Double> medians = new EnumMap<>(Resource.class);
    for (Resource each : values()) {
      List<Double> measured =
          runs.stream().map(run -> run.get(each)).filter(Objects::nonNull).toList();
      if (!measured.isEmpty()) {
        medians.put(each, Spread.of(measured).median());
      }
    }
    return medians;
  }
}
