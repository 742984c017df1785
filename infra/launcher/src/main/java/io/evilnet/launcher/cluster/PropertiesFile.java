package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes an owner-only file in the format of {@link Properties}, escapes included. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    // As bytes, which escapes non-ASCII characters: readers differ in the encoding that they
    // expect.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.store(bytes, "Generated at every start; changes are overwritten.");
    SecretsDirectory.write(file, bytes.toString(US_ASCII));
  }
}
