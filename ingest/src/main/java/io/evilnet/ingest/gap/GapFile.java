package io.evilnet.ingest.gap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.StreamGapSerde;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's file: the state of each connection, and the gaps that Kafka has not acknowledged, or
 * X not counted.
 */
final class GapFile {

  private static final Logger LOG = LoggerFactory.getLogger(GapFile.class);

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Content of the file.
   *
   * @param connections states by connection
   * @param pending unacknowledged gaps
   * @param uncounted ended gaps whose posts X has not counted yet
   */
  record Content(
      List<ConnectionState> connections, List<StreamGap> pending, List<StreamGap> uncounted) {

    static final Content NONE = new Content(List.of(), List.of(), List.of());

    Content {
      connections = List.copyOf(connections);
      pending = List.copyOf(pending);
      uncounted = List.copyOf(uncounted);
    }
  }

  private final Path path;

  GapFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the content of an earlier process; empty if the file does not exist or cannot be read.
   */
  Content read() {
    if (!Files.exists(path)) {
      return Content.NONE;
    }
    try (JsonParser json = JSON.createParser(Files.readString(path, UTF_8))) {
      return read(json);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Failed to read the ledger of gaps in {}, starting with an empty one", path, e);
      return Content.NONE;
    }
  }

  /** Atomically replaces the file. */
  void write(Content content) throws IOException {
    Files.createDirectories(path.getParent());
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try (FileOutputStream file = new FileOutputStream(next.toFile());
        JsonGenerator json = JSON.createGenerator(file, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeArrayFieldStart("connections");
      for (ConnectionState state : content.connections()) {
        write(json, state);
      }
      json.writeEndArray();
      write(json, "pending", content.pending());
      write(json, "uncounted", content.uncounted());
      json.writeEndObject();
      json.flush();
      // Flushed before the rename: otherwise a power failure could leave an empty file under
      // the name.
      file.getFD().sync();
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(JsonGenerator json, ConnectionState state) throws IOException {
    json.writeStartObject();
    json.writeStringField("connection", state.connection());
    if (state.lastByte().isPresent()) {
      json.writeStringField("last-byte", state.lastByte().get().toString());
    }
    if (state.open().isPresent()) {
      json.writeFieldName("open");
      StreamGapSerde.write(json, state.open().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<StreamGap> gaps)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (StreamGap gap : gaps) {
      StreamGapSerde.write(json, gap);
    }
    json.writeEndArray();
  }

  private static Content read(JsonParser json) throws IOException {
    List<ConnectionState> connections = new ArrayList<>();
    List<StreamGap> pending = new ArrayList<>();
    List<StreamGap> uncounted = new ArrayList<>();
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        switch (field) {
          case "connections" -> connections.add(readConnection(json));
          case "uncounted" -> uncounted.add(StreamGapSerde.read(json));
          default -> pending.add(StreamGapSerde.read(json));
        }
      }
    }
    return new Content(connections, pending, uncounted);
  }

  private static ConnectionState readConnection(JsonParser json) throws IOException {
    String connection = null;
    Instant lastByte = null;
    StreamGap open = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "connection" -> connection = json.getText();
        case "last-byte" -> lastByte = Instant.parse(json.getText());
        case "open" -> open = StreamGapSerde.read(json);
        default -> json.skipChildren();
      }
    }
    return new ConnectionState(
        connection, Optional.ofNullable(lastByte), Optional.ofNullable(open));
  }
}
