package io.evilnet.infra.cli;

import io.evilnet.infra.cluster.JobLock;
import io.evilnet.infra.cluster.Project;
import io.evilnet.infra.cluster.SparkJob;
import io.evilnet.infra.process.RunDirectory;
import java.io.IOException;
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
 * Submits the batch job and hands its exit code on. What is not an option here is the job's, {@code
 * --help} too.
 */
@Command
abstract sealed class JobCommand implements Callable<Integer> {
  private static final DateTimeFormatter REPORT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Compares. */
  @Command(name = "validate")
  static final class Validate extends JobCommand {}

  /** Repairs. */
  @Command(name = "backfill")
  static final class Backfill extends JobCommand {}

  /** Measures. */
  @Command(name = "compare-speed", hidden = true)
  static final class CompareSpeed extends JobCommand {}

  @Spec private CommandSpec spec;
  @Mixin private DirectoryOptions directory;

  @Option(names = "--spark-master", defaultValue = "spark://127.0.0.1:7077")
  private String master;

  @Option(names = "--spark-driver-host", defaultValue = "127.0.0.1")
  private String driverHost;

  @Option(names = "--executor-memory", defaultValue = "768")
  private int executorMebibytes;

  @Option(names = "--spark-secret-file")
  private Path sparkSecret;

  @Unmatched private List<String> jobs = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunDirectory run = directory.directory();
    List<String> arguments = new ArrayList<>(List.of(spec.name()));
    arguments.addAll(jobs);
    ProcessBuilder builder =
        new SparkJob(Project.find(), run, driverHost, Optional.ofNullable(sparkSecret))
            .process(master, executorMebibytes, arguments)
            .inheritIO();
    String name = REPORT.format(Instant.now()) + "-" + spec.name();
    builder
        .environment()
        .putIfAbsent("EVILNET_REPORT", run.root().resolve("reports").resolve(name).toString());
    if (isHelp()) {
      return wait(builder.start());
    }
    JobLock lock =
        JobLock.take(
            run, () -> System.err.println("Another run is at work; this one waits for it."));
    try {
      return wait(builder.start());
    } finally {
      lock.close();
    }
  }

  private boolean isHelp() {
    return jobs.contains("--help") || jobs.contains("-h") || jobs.contains("--version");
  }

  private static int wait(Process job) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(job::destroy, "end-job"));
    return job.waitFor();
  }
}
