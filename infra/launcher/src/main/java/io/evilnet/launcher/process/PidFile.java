package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Pid file of a running process, with its pid and start time, so that a later process with the same
 * pid is not mistaken for it. The scripts read it as well ({@code bin/lib.sh}).
 */
record PidFile(Path path) {
  /** Tolerance of start times, which shift by a fraction when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * Index in {@code /proc/PID/stat}, counted from the field after the program name in parentheses.
   */
  private static final int START_TICKS = 19;

  static final String SUFFIX = ".pid";

  void write(ProcessHandle process) {
    String start =
        ticks(process).or(() -> process.info().startInstant().map(Instant::toString)).orElse("");
    try {
      Files.writeString(path, process.pid() + " " + start + "\n", UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the pid file " + path, e);
    }
  }

  /** Returns the process, if it is still alive and the same one. */
  Optional<ProcessHandle> process() {
    String[] fields;
    try {
      fields = Files.readString(path, UTF_8).strip().split(" ");
    } catch (IOException missing) {
      return Optional.empty();
    }
    if (fields.length != 2) {
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(fields[0]))
          .filter(Liveness::isAlive)
          .filter(process -> startedAt(process, fields[1]));
    } catch (NumberFormatException | DateTimeParseException halfWritten) {
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

  private static boolean startedAt(ProcessHandle process, String expected) {
    Optional<String> ticks = ticks(process);
    if (ticks.isPresent() && ticks.get().equals(expected)) {
      return true;
    }
    if (!expected.contains("T")) {
      return false;
    }
    Instant start = Instant.parse(expected);
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(start, actual).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  /**
   * Returns the id of the boot and the clock ticks since then, which are independent of the clock;
   * Linux only.
   */
  private static Optional<String> ticks(ProcessHandle process) {
    try {
      String stat =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(Files.readString(BOOT, UTF_8).strip() + ":" + fields[START_TICKS]);
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
