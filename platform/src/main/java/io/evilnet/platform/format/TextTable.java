package io.evilnet.platform.format;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table of aligned text, with right-aligned numbers. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** Prints a heading and the rows; prints nothing and returns false if there are none. */
  static <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows) {
    List<String[]> lines = new ArrayList<>();
    lines.add(
        columns.stream()
            .map(column -> column.heading().toUpperCase(Locale.ROOT))
            .toArray(String[]::new));
    rows.forEach(
        row -> lines.add(columns.stream().map(column -> column.cell(row)).toArray(String[]::new)));
    if (lines.size() == 1) {
      return false;
    }
    int[] widths = widths(lines, columns.size());
    for (String[] line : lines) {
      out.println(format(line, widths, columns).stripTrailing());
    }
    return true;
  }

  private static int[] widths(List<String[]> lines, int columns) {
    int[] widths = new int[columns];
    for (String[] line : lines) {
      Arrays.setAll(widths, i -> Math.max(widths[i], width(line[i])));
    }
    return widths;
  }

  private static <R> String format(String[] line, int[] widths, List<Column<R>> columns) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length; i++) {
      String padding = " ".repeat(widths[i] - width(line[i]));
      text.append(i == 0 ? "" : GAP);
      text.append(columns.get(i).isNumber() ? padding + line[i] : line[i] + padding);
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
