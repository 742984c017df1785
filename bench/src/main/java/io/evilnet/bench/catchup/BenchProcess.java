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

/** A running contestant, and when it was started. */
final class BenchProcess implements AutoCloseable {

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
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
   * @param log takes its standard error; its standard output is for {@link #output}
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

  /** Returns the name that its data directory and its log have as well. */
  String name() {
    return name;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The time of its start by {@link System#nanoTime}. */
  long startNanos() {
    return startNanos;
  }

  /** Its standard output. */
  BufferedReader output() {
    return process.inputReader(UTF_8);
  }

  /**
   * Returns if it runs.
   *
   * @throws IOException if it has ended, with the last lines of its log
   */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s has ended with exit code %d; its log ends with%n%s"
              .formatted(name, process.exitValue(), endOfLog()));
    }
  }

  /** The last lines of its log. */
  String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log, UTF_8);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
  }

  /** Ends it at once, as when this process is told to end. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it in order when it does so within its bound. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
