package io.evilnet.streams.testing;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a separate process, which can be killed. */
public final class Program implements AutoCloseable {

  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * Starts the main class of a module with the production class path, without test dependencies.
   * Its output is appended to a log file.
   */
  public static Program start(
      Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
    return start("256m", main, arguments, environment, log);
  }

  /** Starts a program with a maximum heap size such as {@code 512m}. */
  public static Program start(
      String heap,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", Project.find().applicationClasspath(moduleOf(main)));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String moduleOf(Class<?> main) {
    String name = main.getPackageName().split("\\.")[2];
    return switch (name) {
      case "streams" -> "streams-app";
      case "launcher" -> "infra/launcher";
      case "simulator" -> "testkit/simulator";
      default -> name;
    };
  }

  /** Sends SIGKILL and waits for the exit. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends SIGTERM and returns the exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Waits for the exit and returns the exit code. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the program does not exit");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
