package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.process.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Submits the batch job and returns its exit code: 0 equal, 1 different, 2 failed. Options that are
 * not declared here are passed to the job.
 */
@Command
abstract sealed class JobCommand implements Callable<Integer> {
  private static final DateTimeFormatter REPORT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final int FAILED = 2;

  /** Compares the stored rows with a recount. */
  @Command(name = "validate", exitCodeOnExecutionException = FAILED)
  static final class Validate extends JobCommand {}

  /** Repairs differing rows. */
  @Command(name = "backfill", exitCodeOnExecutionException = FAILED)
  static final class Backfill extends JobCommand {}

  /** Measures the speed of a recount. */
  @Command(name = "compare-speed", exitCodeOnExecutionException = FAILED, hidden = true)
  static final class CompareSpeed extends JobCommand {}

  @Spec private CommandSpec spec;
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

  @Option(names = "--report", hidden = true)
  private Path report;

  @Option(
      names = {"-h", "--help"},
      hidden = true)
  private boolean isHelp;

  @Unmatched private List<String> jobs = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunDirectory run = directory.directory();
    SparkJob job = new SparkJob(Project.find(), run, driverHost, Optional.ofNullable(sparkSecret));
    if (isHelp) {
      return help(job);
    }
    Path reports = report == null ? run.root().resolve("reports").resolve(reportName()) : report;
    Files.deleteIfExists(reports.resolve(SparkJob.REPORT));
    List<String> arguments = new ArrayList<>(List.of(spec.name()));
    arguments.addAll(jobs);
    ProcessBuilder builder = job.process(master, executorMebibytes, arguments).inheritIO();
    builder.environment().put("EVILNET_REPORT", reports.toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-job"));
    return SparkJob.exitCode(process.waitFor(), reports);
  }

  /** Prints the options of the job, then those declared here. */
  private int help(SparkJob job) throws IOException, InterruptedException {
    int exitCode = job.help(spec.name()).inheritIO().start().waitFor();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Cluster options:");
    out.print(spec.commandLine().getHelp().optionList());
    out.flush();
    return exitCode == 0 ? 0 : FAILED;
  }

  private String reportName() {
    return REPORT.format(Instant.now()) + "-" + spec.name();
  }
}
