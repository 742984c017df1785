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
import java.util.Properties;

/**
 * File with the settings of the running cluster, read by commands. It includes the settings of the
 * user's own file.
 */
record ClusterFile(Path path) {
  static ClusterFile of(RunDirectory directory) {
    return new ClusterFile(directory.run("cluster.properties"));
  }

  /** Returns the settings in the file that {@code EVILNET_CONFIG} names; none if it is not set. */
  static Properties usersFile() {
    String name = System.getenv().getOrDefault("EVILNET_CONFIG", "");
    return name.isEmpty() ? new Properties() : read(Path.of(name));
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return properties;
  }

  /**
   * Atomically replaces the file; only its owner can read it, as the user's file may contain
   * secrets.
   *
   * @param users settings of the user's file, which others override
   */
  void write(Properties users, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(users);
    // The directory of the cluster is not a setting of the file: the start script does not read it.
    properties.remove("data-dir");
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, "Settings of the running cluster; generated at its start.");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
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
