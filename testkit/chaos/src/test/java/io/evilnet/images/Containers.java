package io.evilnet.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The containers of {@code compose.yaml}, as a separate Compose project on free ports. */
final class Containers {
  private static final Path PROJECT = Project.find().root();
  private static final String NAME = "evilnet-test";
  private static final Duration TIMEOUT = Duration.ofMinutes(12);

  private final Map<String, String> environment = new TreeMap<>();

  /** Output of the last awaited command. */
  private String lastOutput = "";

  /**
   * @param folder for Docker's configuration, with a Compose plugin if none is installed
   */
  Containers(Path folder) throws IOException, InterruptedException {
    environment.put("COMPOSE_PROJECT_NAME", NAME);
    environment.put("EVILNET_WINDOW", "1m"); // short, so that windows can be validated
    environment.put("EVILNET_GRACE", "4m"); // maximum delay of the simulator
    FreePorts ports = new FreePorts();
    for (String variable :
        List.of(
            "KAFKA_PORT",
            "KAFKA_PORT_2",
            "CASSANDRA_PORT",
            "INGEST_PORT",
            "SIMULATOR_PORT",
            "SCHEDULE_PORT",
            "SPARK_WEB_PORT",
            "PROMETHEUS_PORT",
            "ALERTMANAGER_PORT",
            "GRAFANA_PORT")) {
      environment.put("EVILNET_" + variable, Integer.toString(ports.next()));
    }
    int streams = ports.next();
    environment.put("EVILNET_STREAMS_PORTS", streams + "-" + (streams + 4));
    if (run(List.of("docker", "compose", "version")).exitCode() != 0) {
      Path plugin = folder.resolve("cli-plugins/docker-compose");
      Files.createDirectories(plugin.getParent());
      Files.copy(
          PROJECT.resolve("infra/stand-ins/docker-compose"),
          plugin,
          StandardCopyOption.COPY_ATTRIBUTES);
      environment.put("DOCKER_CONFIG", folder.toString());
    }
  }

  static boolean isEngineAvailable() {
    try {
      return new ProcessBuilder("docker", "info")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Exit code and output of a command. */
  record Result(int exitCode, String output) {
    String succeeded() {
      assertThat(exitCode).as(output).isZero();
      return output;
    }
  }

  Result run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("containers", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(PROJECT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(20, MINUTES)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), Files.readString(output, UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  /** Runs {@code ./start-all.sh --docker} with options. */
  Result startAll(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./start-all.sh", "--docker"));
    command.addAll(List.of(options));
    return run(command);
  }

  Result docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a command in the first container of a service. */
  Result exec(String service, String... command) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("docker", "exec", of(service).get(0)));
    arguments.addAll(List.of(command));
    return run(arguments);
  }

  /** Returns the ids of the containers of a service, or of all services without a name. */
  List<String> of(String... service) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("docker", "ps", "--all", "--quiet", "--filter", label("project", NAME)));
    for (String name : service) {
      command.addAll(List.of("--filter", label("service", name)));
    }
    return run(command).succeeded().lines().toList();
  }

  private static String label(String name, String value) {
    return "label=com.docker.compose." + name + "=" + value;
  }

  String inspect(String container, String format) throws IOException, InterruptedException {
    return docker("inspect", "--format", format, container).succeeded().strip();
  }

  boolean isHealthy(String... service) throws IOException, InterruptedException {
    List<String> containers = of(service);
    for (String container : containers) {
      if (!inspect(container, "{{.State.Health.Status}}").equals("healthy")) {
        return false;
      }
    }
    return !containers.isEmpty();
  }

  /** Starts the system in the background and waits until it is healthy. */
  void start(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--detach"));
    all.addAll(List.of(options));
    Result started = startAll(all.toArray(String[]::new));
    assertThat(started.exitCode())
        .as(() -> started.output() + logs()) // the output of Compose is insufficient
        .isZero();
  }

  /** Stops all containers, and removes them and their data. */
  void remove() throws IOException, InterruptedException {
    startAll("--stop").succeeded();
    assertThat(of()).isEmpty();
    for (String volume :
        docker("volume", "ls", "--quiet", "--filter", "name=" + NAME + "_")
            .succeeded()
            .lines()
            .toList()) {
      docker("volume", "rm", volume).succeeded();
    }
  }

  /** Waits for counts that differ from the previous ones. */
  void awaitCounts() {
    awaitCondition(
        "counts",
        () -> {
          Result counts = exec("streams-app", "evilnet", "top", "-n", "3");
          boolean isNew =
              counts.output().contains("Toronto") && !counts.output().equals(lastOutput);
          lastOutput = counts.output();
          return counts.exitCode() == 0 && isNew;
        });
  }

  /** Waits for a validation with exit code 0: the rows in Cassandra equal a recount. */
  void awaitEqualRows() {
    awaitCondition(
        "validation",
        () -> {
          Result validated = exec("schedule", "evilnet", "validate", "--last", "1h");
          lastOutput = validated.output();
          return validated.exitCode() == 0
              && Pattern.compile("[1-9][\\d,]* totals of the windows.*: no differences")
                  .matcher(validated.output())
                  .find();
        });
  }

  void awaitCondition(String name, Callable<Boolean> condition) {
    try {
      await(name).atMost(TIMEOUT).pollInterval(Duration.ofSeconds(2)).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(name + ":\n" + lastOutput + "\n" + logs(), e);
    }
  }

  /** Returns the last lines of the log of each container. */
  String logs() {
    try {
      StringBuilder logs = new StringBuilder();
      for (String container : of()) {
        logs.append(inspect(container, "== {{.Name}} {{.State.Status}} {{.State.ExitCode}}"))
            .append('\n')
            .append(docker("logs", "--tail", "15", container).output());
      }
      return logs.toString();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }
}
