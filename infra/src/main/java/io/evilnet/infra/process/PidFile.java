package io.evilnet.infra.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The file that names a running process by its pid and the instant it started, so that a process
 * which got the same pid later is never taken for it.
 */
record PidFile(Path path) {
  /**
   * The kernel derives start instants from the boot time, which shifts by a fraction when the clock
   * is set.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static final String SUFFIX = ".pid";

  void write(ProcessHandle process) {
    String start = process.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.writeString(path, process.pid() + " " + start + "\n", UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the pid file " + path, e);
    }
  }

  /** The process this file names, when it is still alive and the same one. */
  Optional<ProcessHandle> process() {
    String[] fields;
    try {
      fields = Files.readString(path, UTF_8).strip().split(" ");
    } catch (IOException missing) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(fields[0]);
      Instant start = fields.length > 1 ? Instant.parse(fields[1]) : Instant.MIN;
      return ProcessHandle.of(pid)
          .filter(Liveness::isAlive)
          .filter(process -> startedAt(process, start));
    } catch (RuntimeException halfWritten) {
      return Optional.empty();
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the pid file " + path, e);
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(expected, actual).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }
}
