package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.Format;
import io.evilnet.platform.format.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a query: rows, and facts about all of them. JSON contains both, CSV the rows.
 *
 * @param facts by name; text, numbers or instants, null if absent
 * @param columns columns of the rows
 * @param rows in output order
 */
record Answer<R>(Map<String, Object> facts, List<Column<R>> columns, List<R> rows) {

  /**
   * Does not close the stream, which Javalin does: GZIPOutputStream fails when it is closed again
   * after the client has disconnected.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /**
   * Returns the entity tag, which is independent of the time of the request.
   *
   * @param csv true for the tag of the rows as CSV
   */
  String tag(boolean csv) throws IOException {
    Map<String, Object> stable = new LinkedHashMap<>(facts);
    stable.remove("now");
    Answer<R> content = new Answer<>(stable, columns, rows);
    return EntityTag.of(csv ? content::writeCsv : content::writeJson);
  }

  void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> fact : facts.entrySet()) {
        json.writeFieldName(fact.getKey());
        Json.write(json, fact.getValue());
      }
      json.writeArrayFieldStart("rows");
      for (R row : rows) {
        Json.write(json, Json.row(columns, row));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  void writeCsv(OutputStream out) {
    PrintWriter text = new PrintWriter(new OutputStreamWriter(out, UTF_8));
    Format.CSV.print(text, columns, rows.stream());
    text.flush();
  }
}
