package io.evilnet.infra.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.process.RunDirectory;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings of the cluster that runs, in the file by which commands find it. What the user's own
 * file of settings says is in it too.
 */
record ClusterFile(Path path) {
  static ClusterFile of(RunDirectory directory) {
    return new ClusterFile(directory.run("cluster.properties"));
  }

  /**
   * Replaces the file as a whole.
   *
   * @param usersFile what {@code EVILNET_CONFIG} names, if anything
   */
  void write(Optional<Path> usersFile, Map<String, String> settings) {
    Properties properties = new Properties();
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try {
      if (usersFile.isPresent()) {
        try (Reader reader = Files.newBufferedReader(usersFile.get(), UTF_8)) {
          properties.load(reader);
        }
      }
      properties.putAll(settings);
      try (Writer writer = Files.newBufferedWriter(next, UTF_8)) {
        properties.store(writer, "The cluster that runs; written at its start.");
      }
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }
}
