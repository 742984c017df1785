package io.evilnet.bench.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table in Markdown with right-aligned columns after the first. */
public final class MarkdownTable {

  /** Cell of a figure that was not measured. */
  public static final String NONE = "-";

  private static final double HUNDRED = 100;
  private static final double TEN = 10;
  private static final double TENTH = 0.1;

  private final int columns;
  private final List<String> lines = new ArrayList<>();

  public MarkdownTable(List<String> heading) {
    this.columns = heading.size();
    row(heading);
    List<String> rule = new ArrayList<>(Collections.nCopies(columns, "---:"));
    rule.set(0, "---");
    lines.add("|" + String.join("|", rule) + "|");
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell per column
   */
  public MarkdownTable row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(
          "a row must have %d cells, but has %d".formatted(columns, cells.size()));
    }
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  /** Returns the heading, the rule below it and the rows. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Formats a figure with about three significant digits. */
  public static String figure(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    int decimals = size >= HUNDRED || size == 0 ? 0 : size >= TEN ? 1 : size >= TENTH ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
