package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.SparkJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the submission of the batch job to the Spark cluster. */
final class SubmissionOptions {
  @Mixin private DirectoryOptions directory;

  @Option(
      names = "--spark-master",
      paramLabel = "URL",
      defaultValue = "spark://127.0.0.1:7077",
      description = "URL of the Spark master (default: ${DEFAULT-VALUE}).")
  private String master;

  @Option(
      names = "--spark-driver-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Name or address of this machine for the Spark workers (default: ${DEFAULT-VALUE}).")
  private String driverHost;

  @Option(
      names = "--executor-memory",
      paramLabel = "MIB",
      defaultValue = "768",
      description = "Heap of an executor, in MiB (default: ${DEFAULT-VALUE}).")
  private int executorMebibytes;

  @Option(
      names = "--spark-secret-file",
      paramLabel = "FILE",
      description = "File with the secret of the Spark cluster; no authentication if not set.")
  private Path sparkSecret;

  SparkJob job() {
    return new SparkJob(
        Project.find(), directory.directory(), driverHost, Optional.ofNullable(sparkSecret));
  }

  /** Returns a process that submits the job. */
  ProcessBuilder process(List<String> arguments) {
    return job().process(master, executorMebibytes, arguments);
  }

  /** Returns the parent of the report directories of the runs. */
  Path reports() {
    return directory.directory().root().resolve("reports");
  }
}
