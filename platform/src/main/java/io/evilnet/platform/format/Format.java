package io.evilnet.platform.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The output formats of rows. */
public enum Format {
  /** Aligned columns, human-readable. */
  TABLE {
    @Override
    public <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows) {
      return TextTable.print(out, columns, rows);
    }
  },

  /** RFC 4180 with a header line, times as ISO 8601 instants, formulas escaped. */
  CSV {
    @Override
    public <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows) {
      boolean any = false;
      try {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(columns.stream().map(Column::name).toList());
        for (Iterator<R> i = rows.iterator(); i.hasNext(); any = true) {
          R row = i.next();
          csv.writeRecord(columns.stream().map(column -> CsvCell.of(column, row)).toList());
        }
        csv.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return any;
    }
  },

  /** An array of objects, one per line. */
  JSON {
    @Override
    public <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows) {
      boolean any = false;
      try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new ObjectPerLine());
        json.writeStartArray();
        for (Iterator<R> i = rows.iterator(); i.hasNext(); any = true) {
          Json.write(json, Json.row(columns, i.next()));
        }
        json.writeEndArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.println();
      return any;
    }
  };

  /**
   * Prints rows one by one.
   *
   * @return true if at least one row was printed
   */
  public abstract <R> boolean print(PrintWriter out, List<Column<R>> columns, Stream<R> rows);
}
