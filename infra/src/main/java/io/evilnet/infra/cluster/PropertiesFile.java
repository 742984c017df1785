package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.infra.security.SecretsDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes a file in the format of {@link Properties}, escapes included, for its owner only. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    // As bytes, which escapes what is not ASCII: readers differ in the encoding that they expect.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.store(bytes, "Written at every start; changes are lost.");
    SecretsDirectory.write(file, bytes.toString(US_ASCII));
  }
}
