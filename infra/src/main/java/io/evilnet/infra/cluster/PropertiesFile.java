package io.evilnet.infra.cluster;

import io.evilnet.infra.security.SecretsDirectory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes a file in the format of {@link Properties}, escapes included, for its owner only. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter text = new StringWriter();
    properties.store(text, "Written at every start; changes are lost.");
    SecretsDirectory.write(file, text.toString());
  }
}
