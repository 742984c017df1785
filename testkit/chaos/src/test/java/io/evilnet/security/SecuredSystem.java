package io.evilnet.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.start.ProjectProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The system of {@code ./start-all.sh --secure}, on free ports in a separate directory. */
final class SecuredSystem implements AutoCloseable {
  private static final String LAUNCHER = "io.evilnet.launcher.cli.Main";
  private static final int PORTS = 15;
  private static final long COMMAND_TIMEOUT_SECONDS = 300;
  private static final long STOP_TIMEOUT_SECONDS = 120;

  private final Path directory;
  private final int first;
  private final Map<String, String> settings;
  private Process launcher;

  /** Output and exit code of a command. */
  record CommandResult(int exitCode, String output) {

    /** Asserts that the command succeeded. */
    CommandResult succeeded() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }
  }

  /**
   * @param settings environment of all processes
   */
  SecuredSystem(Path directory, Map<String, String> settings) {
    this.directory = directory;
    this.settings = Map.copyOf(settings);
    this.first = new FreePorts().row(PORTS);
  }

  /** Starts all services and returns the launcher's output when they are ready. */
  String start() throws IOException, InterruptedException {
    Path log = directory.resolveSibling("launcher.log");
    launcher =
        process("infra/launcher", LAUNCHER, arguments())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (launcher.isAlive()) {
      String output = Files.readString(log);
      if (output.contains("EvilNet is up")) {
        return output;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("EvilNet did not start: " + Files.readString(log));
  }

  private String[] arguments() {
    return new String[] {
      "start",
      "--secure",
      "--data-dir=" + directory,
      "--source=simulate",
      "--rate=10",
      "--workers=1",
      "--kafka-port=" + first,
      "--controller-port=" + (first + 2),
      "--cassandra-port=" + (first + 5),
      "--cassandra-storage-port=" + (first + 6),
      "--streams-http=127.0.0.1:" + (first + 7),
      "--ingest-http=127.0.0.1:" + (first + 8),
      "--simulator-http=127.0.0.1:" + (first + 9),
      "--schedule-http=127.0.0.1:" + (first + 14),
      "--spark-port=" + (first + 10),
      "--spark-web-port=" + (first + 12)
    };
  }

  /** Runs a command as {@code bin/evilnet} does, with the settings file of the system. */
  CommandResult run(String module, String main, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = process(module, main, arguments).redirectErrorStream(true);
    Path cluster = new RunDirectory(directory).run("cluster.properties");
    if (Files.exists(cluster)) {
      builder.environment().put("EVILNET_CONFIG", cluster.toString());
    }
    Path output = Files.createTempFile(directory.getParent(), "output", ".txt");
    Process command = builder.redirectOutput(output.toFile()).start();
    if (!command.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      command.destroyForcibly();
      throw new AssertionError(
          String.join(" ", arguments) + " did not terminate: " + Files.readString(output));
    }
    return new CommandResult(command.exitValue(), Files.readString(output));
  }

  CommandResult runIngest(String... arguments) throws IOException, InterruptedException {
    return run("ingest", "io.evilnet.ingest.cli.Main", arguments);
  }

  /** Runs a command with the data directory of this system. */
  CommandResult runLauncher(String command, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command, "--data-dir=" + directory));
    all.addAll(List.of(arguments));
    return run("infra/launcher", LAUNCHER, all.toArray(String[]::new));
  }

  private ProcessBuilder process(String module, String main, String... arguments) {
    ProcessBuilder builder = ProjectProcess.of(module, main, settings, arguments);
    // With the umask of the scripts, which child processes inherit.
    List<String> line = new ArrayList<>(List.of("bash", "-c", "umask 077; exec \"$@\"", "--"));
    line.addAll(builder.command());
    return builder.command(line);
  }

  SecretsDirectory secrets() {
    return new SecretsDirectory(directory.resolve("secrets"));
  }

  String bootstrapServers() {
    return "127.0.0.1:%d,127.0.0.1:%d".formatted(first, first + 1);
  }

  int controllerPort() {
    return first + 2;
  }

  int cassandraStoragePort() {
    return first + 6;
  }

  String ingest() {
    return "http://127.0.0.1:" + (first + 8);
  }

  String schedule() {
    return "http://127.0.0.1:" + (first + 14);
  }

  int cassandraPort() {
    return first + 5;
  }

  String api() {
    return "https://127.0.0.1:" + (first + 7);
  }

  @Override
  public void close() {
    if (launcher == null) {
      return;
    }
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
