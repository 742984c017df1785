package io.evilnet.chaos.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A complete system as started by {@code ./start-all.sh}, on free ports in a separate directory,
 * with fault-injecting links to its servers.
 */
public final class RunningSystem implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** Time range of a scheduled validation. */
  private static final Duration VALIDATION_SPAN = Duration.ofMinutes(5);

  private final SystemSettings settings;
  private final SystemPorts ports;
  private final SystemClients clients;
  private final Links links;
  private final Optional<SmallDisk> disk;
  private final Optional<FakeClock> clock;
  private final Consumer<String> output;
  private volatile Process launcher;
  private final Thread shutdownHook = new Thread(this::stop, "stop-system");

  private RunningSystem(
      SystemSettings settings,
      SystemPorts ports,
      Links links,
      Optional<SmallDisk> disk,
      Optional<FakeClock> clock,
      Process launcher,
      Consumer<String> output) {
    this.settings = settings;
    this.ports = ports;
    this.clients = new SystemClients(settings, ports);
    this.output = output;
    this.links = links;
    this.disk = disk;
    this.clock = clock;
    this.launcher = launcher;
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /**
   * Starts all services and returns when they are ready.
   *
   * @param output receives the launcher's output
   * @throws IllegalStateException if the start fails
   */
  public static RunningSystem start(SystemSettings settings, Consumer<String> output)
      throws IOException, InterruptedException {
    SystemPorts ports = new SystemPorts(new FreePorts().row(SystemPorts.COUNT));
    Links links = new Links(ports);
    Path state = new RunDirectory(settings.directory()).data(ProcessNames.STREAMS);
    Optional<SmallDisk> disk =
        settings.stateDiskMib() == 0
            ? Optional.empty()
            : SmallDisk.at(state, settings.stateDiskMib());
    Optional<FakeClock> clock =
        settings.ownClock() ? FakeClock.in(settings.directory()) : Optional.empty();
    Process launcher = launch(settings, ports, environment(clock));
    RunningSystem system = new RunningSystem(settings, ports, links, disk, clock, launcher, output);
    try {
      system.awaitUp();
      return system;
    } catch (IOException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static Process launch(
      SystemSettings settings, SystemPorts ports, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "start",
            "--data-dir=" + settings.directory(),
            "--source=simulate",
            "--rate=" + settings.rate(),
            "--streams-apps=" + settings.streamsApps(),
            "--min-insync-replicas=" + settings.minInsyncReplicas(),
            "--schedule=" + settings.schedule(),
            "--workers=" + settings.sparkWorkers()));
    if (settings.secure()) {
      arguments.add("--secure");
      launcher(List.of("secure", "--data-dir=" + settings.directory()), Map.of())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
    arguments.addAll(ports.arguments());
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings.counting().environment());
    all.putAll(RetweetRules.in(settings.directory()));
    all.put("EVILNET_VALIDATE_EVERY", "30s");
    all.put("EVILNET_VALIDATE_SPAN", VALIDATION_SPAN.toSeconds() + "s");
    return launcher(arguments, all).start();
  }

  private static ProcessBuilder launcher(List<String> arguments, Map<String, String> environment) {
    Project project = Project.find();
    List<String> jvm = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    jvm.addAll(project.properties());
    JavaCommand java =
        new JavaCommand(
            project.applicationClasspath("infra/launcher"),
            jvm,
            "io.evilnet.launcher.cli.Main",
            arguments);
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    // Settings of another system must not apply to this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
    builder.environment().putAll(java.environment());
    builder.environment().putAll(environment);
    return builder;
  }

  private static Map<String, String> environment(Optional<FakeClock> clock) {
    return clock.map(FakeClock::environment).orElse(Map.of());
  }

  /**
   * Kills the supervisor, which leaves its services running, and restarts it.
   *
   * @param after time without a supervisor
   * @throws IllegalStateException if the start fails
   */
  public void restartSupervisor(Duration after) throws IOException, InterruptedException {
    launcher.destroyForcibly().waitFor();
    TimeUnit.MILLISECONDS.sleep(after.toMillis());
    launcher = launch(settings, ports, environment(clock));
    awaitUp();
  }

  private void awaitUp() throws IOException {
    BufferedReader lines = launcher.inputReader(UTF_8);
    String line;
    while ((line = lines.readLine()) != null) {
      output.accept(line);
      if (line.startsWith("EvilNet is up")) {
        Thread rest = new Thread(() -> forward(lines, output), "launcher");
        rest.setDaemon(true);
        rest.start();
        return;
      }
    }
    throw new IllegalStateException(
        "EvilNet failed to start; its logs are in " + settings.directory());
  }

  private static void forward(BufferedReader lines, Consumer<String> output) {
    try {
      lines.lines().forEach(output);
    } catch (UncheckedIOException ended) {
      // The launcher has terminated and closed its output.
    }
  }

  public Path directory() {
    return settings.directory();
  }

  /** Returns the settings file for commands. */
  public Path clusterFile() {
    return new RunDirectory(settings.directory()).run("cluster.properties");
  }

  /** Returns the clients of the system. */
  public SystemClients clients() {
    return clients;
  }

  /** Returns whether Cassandra accepts connections. */
  public boolean isCassandraUp() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(Port.loopback(), ports.cassandra()),
          Math.toIntExact(TIMEOUT.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int streamsApps() {
    return settings.streamsApps();
  }

  /** Returns the services whose processes are sampled. */
  public List<String> services() {
    List<String> services =
        new ArrayList<>(
            List.of(
                "kafka-1", "kafka-2", "kafka-controller", "cassandra", "ingest", "streams-app"));
    if (settings.streamsApps() > 1) {
      services.add(ProcessNames.SECOND_STREAMS);
    }
    return services;
  }

  /** Returns the links to its servers. */
  public Links links() {
    return links;
  }

  /** Returns the disk of streams-app's state; empty if it cannot be mounted. */
  public Optional<SmallDisk> disk() {
    return disk;
  }

  /** Returns the adjustable clock; empty if it is not installed or not used. */
  public Optional<FakeClock> clock() {
    return clock;
  }

  /** Returns the concatenated metrics of all instances of streams-app; empty if none responds. */
  public Optional<String> streamsMetrics() {
    return Stream.of(ports.streams(), ports.secondStreams())
        .limit(settings.streamsApps())
        .flatMap(port -> clients.streamsMetrics(port).stream())
        .reduce((one, other) -> one + other);
  }

  /** Returns the metrics of ingest. */
  public Optional<String> ingestMetrics() {
    return clients.ingestMetrics();
  }

  /**
   * Sends a signal to the process of a service.
   *
   * @return false if the process is not running
   */
  public boolean signal(String service, String signal) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = process(service);
    if (process.isEmpty()) {
      return false;
    }
    return new ProcessBuilder("kill", "-" + signal, Long.toString(process.get().pid()))
            .start()
            .waitFor()
        == 0;
  }

  public Optional<ProcessHandle> process(String service) {
    return new RunDirectory(settings.directory()).process(service);
  }

  /** Stops all services. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException alreadyRunning) {
      return;
    }
    stop();
  }

  /** Stops all services; also run as a shutdown hook. */
  private void stop() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.close();
    disk.ifPresent(SmallDisk::close);
  }
}
