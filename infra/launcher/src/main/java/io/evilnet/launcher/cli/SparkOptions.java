package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.cluster.WorkerResources;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Command-line options of the Spark cluster: ports, number of workers and their resources. */
final class SparkOptions {
  static final int MAX_WORKERS = 16;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Initial number of Spark workers (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--worker-cores",
      paramLabel = "N",
      defaultValue = "2",
      description = "Cores of each Spark worker (default: ${DEFAULT-VALUE}).")
  private int cores;

  @Option(
      names = "--worker-memory",
      paramLabel = "MIB",
      defaultValue = "1024",
      description =
          "Memory of each Spark worker for executors, in MiB (default: ${DEFAULT-VALUE}).")
  private int memory;

  @Option(
      names = "--spark-port",
      paramLabel = "PORT",
      defaultValue = "7077",
      description =
          "Port of the Spark master; workers use the next ports (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--spark-web-port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description =
          "Web UI port of the Spark master; workers use the next ports"
              + " (default: ${DEFAULT-VALUE}).")
  private int webPort;

  int workers() {
    return checked(workers);
  }

  static int checked(int workers) {
    if (workers < 0 || workers > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be 0 to %d, but is %d".formatted(MAX_WORKERS, workers));
    }
    return workers;
  }

  WorkerResources resources() {
    return new WorkerResources(cores, memory);
  }

  /** Returns the cluster with the shared secret in a file. */
  Spark spark(Project project, RunDirectory directory, Path secretFile) {
    return new Spark(
        project,
        directory,
        new Port("--spark-port", port),
        new Port("--spark-web-port", webPort),
        secretFile);
  }

  String masterUrl() {
    return "spark://127.0.0.1:" + port;
  }
}
