package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;

/**
 * File with the desired number of Spark workers, written by a command and read by the supervisor.
 */
record DesiredWorkers(Path file) {
  static DesiredWorkers of(RunDirectory directory) {
    return new DesiredWorkers(directory.run("spark-workers"));
  }

  /** Returns the file for a start: the number of an earlier run is deleted. */
  static DesiredWorkers ofStart(RunDirectory directory) {
    DesiredWorkers desired = of(directory);
    try {
      Files.deleteIfExists(desired.file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + desired.file, e);
    }
    return desired;
  }

  void write(int workers) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, workers + "\n", UTF_8);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Returns the number; empty if none has been set. */
  OptionalInt read() {
    try {
      return Files.exists(file)
          ? OptionalInt.of(Integer.parseInt(Files.readString(file, UTF_8).strip()))
          : OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
