package io.evilnet.platform.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes a row as a JSON object: numbers as numbers, absent values as null, other values as text.
 */
public final class JsonRow {

  private JsonRow() {}

  /** Writes the object. */
  public static <R> void write(JsonGenerator json, List<Column<R>> columns, R row)
      throws IOException {
    json.writeStartObject();
    writeFields(json, columns, row);
    json.writeEndObject();
  }

  /** Writes the fields of an object that has been started. */
  public static <R> void writeFields(JsonGenerator json, List<Column<R>> columns, R row)
      throws IOException {
    for (Column<R> column : columns) {
      json.writeFieldName(column.name());
      Object content = column.value().apply(row);
      if (content == null) {
        json.writeNull();
      } else if (content instanceof Double number) {
        json.writeNumber(number);
      } else if (content instanceof BigDecimal number) {
        json.writeNumber(number);
      } else if (content instanceof Number number) {
        json.writeNumber(number.longValue());
      } else {
        json.writeString(content.toString());
      }
    }
  }
}
