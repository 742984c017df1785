package io.evilnet.platform.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/** A pretty printer that writes each element of an array on a separate line. */
final class ObjectPerLine extends MinimalPrettyPrinter {

  private static final long serialVersionUID = 1L;

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(",\n");
  }

  @Override
  public void writeEndArray(JsonGenerator json, int elements) throws IOException {
    json.writeRaw(elements == 0 ? "]" : "\n]");
  }
}
