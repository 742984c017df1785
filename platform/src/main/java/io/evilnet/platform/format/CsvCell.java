package io.evilnet.platform.format;

/**
 * The text of a CSV cell. Text that a spreadsheet would evaluate as a formula is prefixed with
 * {@code '}.
 */
final class CsvCell {

  private static final String BEGIN_FORMULAS = "=+-@\t\r";

  private CsvCell() {}

  static <R> String of(Column<R> column, R row) {
    Object content = column.value().apply(row);
    if (content == null) {
      return "";
    }
    String text = content.toString();
    boolean isFormula =
        column.type() == Column.Type.TEXT
            && !text.isEmpty()
            && BEGIN_FORMULAS.indexOf(text.charAt(0)) >= 0;
    return isFormula ? "'" + text : text;
  }
}
