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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All of EvilNet as {@code ./start-all.sh} runs it, on free ports, in a directory of its own. Its
 * servers are reached over links that can fail.
 */
final class RunningSystem implements AutoCloseable {

  static final String SIMULATOR = "simulator";

  private static final Duration STOPS_WITHIN = Duration.ofMinutes(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final SystemSettings settings;
  private final SystemPorts ports;
  private final Links links;
  private final Optional<SmallDisk> disk;
  private final Optional<FakeClock> clock;
  private final Process launcher;
  private final Thread whenKilled = new Thread(this::stopAtOnce, "stop-system");

  private RunningSystem(
      SystemSettings settings,
      SystemPorts ports,
      Links links,
      Optional<SmallDisk> disk,
      Optional<FakeClock> clock,
      Process launcher) {
    this.settings = settings;
    this.ports = ports;
    this.links = links;
    this.disk = disk;
    this.clock = clock;
    this.launcher = launcher;
    Runtime.getRuntime().addShutdownHook(whenKilled);
  }

  /**
   * Starts everything and returns when all is up.
   *
   * @param said takes what the launcher says
   * @throws IllegalStateException if it does not come up
   */
  static RunningSystem start(SystemSettings settings, Consumer<String> said)
      throws IOException, InterruptedException {
    SystemPorts ports = new SystemPorts(new FreePorts().row(SystemPorts.COUNT));
    Links links = new Links(ports);
    Path state = new RunDirectory(settings.directory()).data(FaultPlan.STREAMS);
    Optional<SmallDisk> disk =
        settings.stateDiskMib() == 0
            ? Optional.empty()
            : SmallDisk.at(state, settings.stateDiskMib());
    Optional<FakeClock> clock =
        settings.ownClock() ? FakeClock.in(settings.directory()) : Optional.empty();
    Process launcher = launch(settings, ports, clock.map(FakeClock::environment).orElse(Map.of()));
    RunningSystem system = new RunningSystem(settings, ports, links, disk, clock, launcher);
    try {
      system.awaitUp(said);
      return system;
    } catch (IOException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static Process launch(
      SystemSettings settings, SystemPorts ports, Map<String, String> environment)
      throws IOException {
    Project project = Project.find();
    List<String> jvm = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    jvm.addAll(project.properties());
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "start",
            "--data-dir=" + settings.directory(),
            "--source=simulate",
            "--rate=" + settings.rate(),
            "--streams-apps=" + settings.streamsApps(),
            "--min-insync-replicas=" + settings.minInsyncReplicas(),
            "--schedule=false",
            "--workers=" + settings.sparkWorkers()));
    arguments.addAll(ports.arguments());
    JavaCommand java =
        new JavaCommand(
            project.applicationClasspath("infra"), jvm, "io.evilnet.infra.cli.Main", arguments);
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    // What is set for another system is not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
    builder.environment().putAll(java.environment());
    builder.environment().putAll(environment);
    return builder.start();
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
    throw new IllegalStateException(
        "EvilNet did not come up; its logs are in " + settings.directory());
  }

  private static void passOn(BufferedReader lines, Consumer<String> said) {
    try {
      lines.lines().forEach(said);
    } catch (UncheckedIOException ended) {
      // The launcher is gone, and its output with it.
    }
  }

  Path directory() {
    return settings.directory();
  }

  /** The settings with which its commands find it. */
  Path clusterFile() {
    return new RunDirectory(settings.directory()).run("cluster.properties");
  }

  String bootstrapServers() {
    return "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.kafkaLinks(), ports.kafkaLinks() + 1);
  }

  /** Past the link: whoever looks on is not meant by its faults. */
  InetSocketAddress cassandra() {
    return HostPort.parse("127.0.0.1:" + ports.cassandra());
  }

  /** Whether Cassandra takes connections. */
  boolean isCassandraUp() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.cassandra()),
          Math.toIntExact(ANSWER_WITHIN.toMillis()));
      return true;
    } catch (IOException away) {
      return false;
    }
  }

  int streamsApps() {
    return settings.streamsApps();
  }

  /** The services whose processes are looked at. */
  List<String> services() {
    List<String> services =
        new ArrayList<>(
            List.of("kafka-1", "kafka-2", "kafka-voter", "cassandra", "ingest", "streams-app"));
    if (settings.streamsApps() > 1) {
      services.add(FaultPlan.SECOND_STREAMS);
    }
    return services;
  }

  /** The ways to its servers, which can fail. */
  Links links() {
    return links;
  }

  /** What the state of the counting is on; empty where none can be mounted. */
  Optional<SmallDisk> disk() {
    return disk;
  }

  /** What its processes take for the time; empty when that is the true one. */
  Optional<FakeClock> clock() {
    return clock;
  }

  /**
   * The metrics of the processes that count, as Prometheus reads them, together; empty when nobody
   * answers.
   */
  Optional<String> streamsMetrics() {
    return Stream.of(ports.streams(), ports.secondStreams())
        .limit(settings.streamsApps())
        .flatMap(port -> get(metrics(port)).stream())
        .reduce((one, other) -> one + other);
  }

  /** The metrics of ingest. */
  Optional<String> ingestMetrics() {
    return get(metrics(ports.ingest()));
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
    return new RunDirectory(settings.directory()).process(service);
  }

  private static URI metrics(int port) {
    return URI.create("http://127.0.0.1:%d/metrics".formatted(port));
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
    try {
      Runtime.getRuntime().removeShutdownHook(whenKilled);
    } catch (IllegalStateException alreadyRunning) {
      return;
    }
    stopAtOnce();
  }

  /** What is started here ends with us, also when somebody kills us. */
  private void stopAtOnce() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.close();
    disk.ifPresent(SmallDisk::close);
  }
}
