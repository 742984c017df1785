package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;

/** Decoder of archives that store each post as a JSON string with the line as its content. */
final class JsonStrings {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Topics.MAX_LINE_BYTES).build())
          .build();

  private JsonStrings() {}

  /** Returns the content of a line that is a single JSON string; any other line unchanged. */
  static RawLine unwrap(RawLine line) {
    if (line.isCut() || !beginsWithQuote(line.bytes())) {
      return line;
    }
    try (JsonParser json = JSON.createParser(line.bytes())) {
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        return line;
      }
      String text = json.getText();
      return json.nextToken() == null ? RawLine.whole(text.strip().getBytes(UTF_8)) : line;
    } catch (IOException e) {
      return line;
    }
  }

  private static boolean beginsWithQuote(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return b == '"';
      }
    }
    return false;
  }
}
