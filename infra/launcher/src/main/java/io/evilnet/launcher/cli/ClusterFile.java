package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * File with the settings of the running cluster, read by commands. It includes the settings of the
 * user's own file.
 */
record ClusterFile(Path path) {
  static ClusterFile of(RunDirectory directory) {
    return new ClusterFile(directory.run("cluster.properties"));
  }

  /**
   * Atomically replaces the file; only its owner can read it, as the user's file may contain
   * secrets.
   *
   * @param usersFile file in {@code EVILNET_CONFIG}, if set
   */
  void write(Optional<Path> usersFile, Map<String, String> settings) {
    Properties properties = new Properties();
    StringWriter text = new StringWriter();
    try {
      if (usersFile.isPresent()) {
        try (Reader reader = Files.newBufferedReader(usersFile.get(), UTF_8)) {
          properties.load(reader);
        }
      }
      properties.putAll(settings);
      properties.store(text, "Settings of the running cluster; generated at its start.");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + usersFile.orElse(path), e);
    }
    SecretsDirectory.write(path, text.toString());
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }
}
