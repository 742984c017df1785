package io.evilnet.platform.format;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option {@code --format} of a command that prints rows. */
public final class FormatOption {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** Returns true if the output is a table, which may be supplemented by text. */
  public boolean isTable() {
    return format == Format.TABLE;
  }

  /** Prints rows, see {@link Format#print}. */
  public <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows) {
    return format.print(out, columns, rows);
  }
}
