package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes a file in the format of {@link Properties}, escapes included. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
      properties.store(writer, "Written at every start; changes are lost.");
    }
  }
}
