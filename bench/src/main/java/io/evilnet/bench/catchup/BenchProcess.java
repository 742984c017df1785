package io.evilnet.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.ServiceEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running process of a contestant, with its start time. */
final class BenchProcess implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final int LINES_OF_LOG = 15;

  private final String name;
  private final Path log;
  private final long startNanos;
  private final Process process;

  private BenchProcess(String name, Path log, long startNanos, Process process) {
    this.name = name;
    this.log = log;
    this.startNanos = startNanos;
    this.process = process;
  }

  /**
   * Starts a process without the settings of this one.
   *
   * @param log file for standard error; standard output is available by {@link #output}
   */
  static BenchProcess start(
      String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    ServiceEnvironment.clean(builder.environment());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EVILNET_"));
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    return new BenchProcess(name, log, start, builder.start());
  }

  /** Returns the name, also of its data directory and log. */
  String name() {
    return name;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns the start time by {@link System#nanoTime}. */
  long startNanos() {
    return startNanos;
  }

  /** Returns the standard output. */
  BufferedReader output() {
    return process.inputReader(UTF_8);
  }

  /**
   * Checks that the process is running.
   *
   * @throws IOException if it has terminated, with the last lines of its log
   */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s exited with code %d; its log ends with%n%s"
              .formatted(name, process.exitValue(), endOfLog()));
    }
  }

  /** Returns the last lines of the log. */
  String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log, UTF_8);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
  }

  /** Kills the process. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops the process, and kills it after a timeout. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
