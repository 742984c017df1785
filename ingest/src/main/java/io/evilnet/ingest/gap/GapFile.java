package io.evilnet.ingest.gap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.StreamGapSerdes;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's file: the state of each connection, and the gaps that Kafka has not acknowledged, or
 * X not counted.
 */
final class GapFile {

  private static final Logger LOG = LoggerFactory.getLogger(GapFile.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TypeReference<Map<String, List<Map<String, Object>>>> OBJECTS =
      new TypeReference<>() {};

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
    try {
      Map<String, List<Map<String, Object>>> objects = JSON.readValue(path.toFile(), OBJECTS);
      return new Content(
          objects.getOrDefault("connections", List.of()).stream().map(GapFile::connection).toList(),
          objects.getOrDefault("pending", List.of()).stream().map(StreamGapSerdes::gap).toList(),
          objects.getOrDefault("uncounted", List.of()).stream().map(StreamGapSerdes::gap).toList());
    } catch (IOException | RuntimeException e) {
      LOG.warn("Failed to read the ledger of gaps in {}, starting with an empty one", path, e);
      return Content.NONE;
    }
  }

  /** Atomically replaces the file. */
  void write(Content content) throws IOException {
    Files.createDirectories(path.getParent());
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Map<String, List<Map<String, Object>>> objects = new LinkedHashMap<>();
    objects.put("connections", content.connections().stream().map(GapFile::fields).toList());
    objects.put("pending", content.pending().stream().map(StreamGapSerdes::fields).toList());
    objects.put("uncounted", content.uncounted().stream().map(StreamGapSerdes::fields).toList());
    try (FileOutputStream file = new FileOutputStream(next.toFile())) {
      file.write(JSON.writeValueAsBytes(objects));
      // Flushed before the rename: otherwise a power failure could leave an empty file under
      // the name.
      file.getFD().sync();
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, Object> fields(ConnectionState state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("connection", state.connection());
    state.lastByte().ifPresent(at -> fields.put("last-byte", at.toString()));
    state.open().ifPresent(gap -> fields.put("open", StreamGapSerdes.fields(gap)));
    return fields;
  }

  private static ConnectionState connection(Map<String, Object> fields) {
    return new ConnectionState(
        (String) fields.get("connection"),
        Optional.ofNullable((String) fields.get("last-byte")).map(Instant::parse),
        Optional.ofNullable((Map<?, ?>) fields.get("open")).map(StreamGapSerdes::gap));
  }
}
