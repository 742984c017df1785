package io.evilnet.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.cluster.FreePorts;
import io.evilnet.infra.cluster.Project;
import io.evilnet.infra.process.JavaCommand;
import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.settings.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All of EvilNet as {@code ./start-all.sh} runs it, on free ports, in a directory of its own. */
final class RunningSystem implements AutoCloseable {

  static final String SIMULATOR = "simulator";

  /** How many ports are needed, one after the other. */
  private static final int PORTS = 12;

  private static final Duration STOPS_WITHIN = Duration.ofMinutes(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final Path directory;
  private final int kafkaPort;
  private final int cassandraPort;
  private final URI streams;
  private final URI ingest;
  private final Process launcher;

  private RunningSystem(Path directory, int firstPort, Process launcher) {
    this.directory = directory;
    this.kafkaPort = firstPort;
    this.cassandraPort = firstPort + 5;
    this.streams = http(firstPort + 7);
    this.ingest = http(firstPort + 8);
    this.launcher = launcher;
  }

  /**
   * Starts everything and returns when all is up.
   *
   * @param rate posts a second of the simulator
   * @param said takes what the launcher says
   * @throws IllegalStateException if it does not come up
   */
  static RunningSystem start(Path directory, long rate, Consumer<String> said) throws IOException {
    int first = new FreePorts().row(PORTS);
    Project project = Project.find();
    List<String> jvm = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    jvm.addAll(project.properties());
    if (jvm.stream().noneMatch(option -> option.startsWith("-Devilnet.project="))) {
      jvm.add("-Devilnet.project=" + project.root());
    }
    JavaCommand java =
        new JavaCommand(
            project.applicationClasspath("infra"),
            jvm,
            "io.evilnet.infra.cli.Main",
            arguments(directory, first, rate));
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    // What is set for another system is not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
    builder.environment().putAll(java.environment());
    RunningSystem system = new RunningSystem(directory, first, builder.start());
    try {
      system.awaitUp(said);
      return system;
    } catch (IOException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static List<String> arguments(Path directory, int first, long rate) {
    return List.of(
        "start",
        "--data-dir=" + directory,
        "--source=simulate",
        "--rate=" + rate,
        "--schedule=false",
        "--workers=0",
        "--kafka-port=" + first,
        "--controller-port=" + (first + 2),
        "--cassandra-port=" + (first + 5),
        "--cassandra-storage-port=" + (first + 6),
        "--streams-http=127.0.0.1:" + (first + 7),
        "--ingest-http=127.0.0.1:" + (first + 8),
        "--simulator-http=127.0.0.1:" + (first + 9),
        "--spark-port=" + (first + 10),
        "--spark-web-port=" + (first + 11));
  }

  private void awaitUp(Consumer<String> said) throws IOException {
    BufferedReader lines = launcher.inputReader(UTF_8);
    String line;
    while ((line = lines.readLine()) != null) {
      said.accept(line);
      if (line.startsWith("EvilNet is up")) {
        Thread rest = new Thread(() -> passOn(lines, said), "launcher");
        rest.setDaemon(true);
        rest.start();
        return;
      }
    }
    throw new IllegalStateException("EvilNet did not come up; its logs are in " + directory);
  }

  private static void passOn(BufferedReader lines, Consumer<String> said) {
    try {
      lines.lines().forEach(said);
    } catch (UncheckedIOException ended) {
      // The launcher is gone, and its output with it.
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:%d,127.0.0.1:%d".formatted(kafkaPort, kafkaPort + 1);
  }

  InetSocketAddress cassandra() {
    return HostPort.parse("127.0.0.1:" + cassandraPort);
  }

  /** The metrics of the counting, as Prometheus reads them; empty when nobody answers. */
  Optional<String> streamsMetrics() {
    return get(streams.resolve("/metrics"));
  }

  /** The metrics of ingest. */
  Optional<String> ingestMetrics() {
    return get(ingest.resolve("/metrics"));
  }

  /**
   * Sends a signal to the process of a service.
   *
   * @return false if it has none at the moment
   */
  boolean signal(String service, String signal) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = process(service);
    if (process.isEmpty()) {
      return false;
    }
    return new ProcessBuilder("kill", "-" + signal, Long.toString(process.get().pid()))
            .start()
            .waitFor()
        == 0;
  }

  Optional<ProcessHandle> process(String service) {
    return new RunDirectory(directory).process(service);
  }

  /** What all its data takes on disk, in bytes. */
  long diskBytes() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(RunningSystem::size).sum();
    } catch (IOException | UncheckedIOException e) {
      // A segment went while it was looked at.
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Optional<String> get(URI address) {
    try {
      return Optional.of(
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build(),
                  BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Stops everything. */
  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
