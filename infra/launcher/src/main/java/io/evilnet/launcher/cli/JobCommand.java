package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.job.JobProcess;
import io.evilnet.launcher.job.Repetition;
import io.evilnet.launcher.job.Reports;
import io.evilnet.platform.lifecycle.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private static final Duration UNLIMITED = Duration.ofMillis(Long.MAX_VALUE);

  /** Compares the stored rows with a recount. */
  @Command(name = "validate", exitCodeOnExecutionException = SparkJob.FAILED)
  static final class Validate extends Repeatable {}

  /** Repairs differing rows. */
  @Command(name = "backfill", exitCodeOnExecutionException = SparkJob.FAILED)
  static final class Backfill extends Repeatable {}

  /** Measures the speed of a recount. */
  @Command(name = "compare-speed", exitCodeOnExecutionException = SparkJob.FAILED, hidden = true)
  static final class CompareSpeed extends JobCommand {}

  /** Job of a range of windows. */
  @Command
  abstract static sealed class Repeatable extends JobCommand {
    @Option(
        names = "--every",
        paramLabel = "DURATION",
        description =
            "Repeat the run at this interval, aligned to UTC, until terminated; without a range for"
                + " the last hour.")
    private Duration every;

    @Override
    Duration every() {
      return every;
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private SubmissionOptions submission;

  @Option(names = "--report", hidden = true)
  private Path report;

  @Option(
      names = {"-h", "--help"},
      hidden = true)
  private boolean isHelp;

  @Unmatched private List<String> jobArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (isHelp) {
      return help(submission.job());
    }
    List<String> arguments = arguments();
    try (Termination termination = Termination.listen()) {
      JobProcess job = new JobProcess(termination);
      if (every() == null) {
        Path directory = report == null ? reports(spec.name()).of(Instant.now()) : report;
        return job.run(submission.process(arguments), directory, UNLIMITED);
      }
      Repetition repetition =
          new Repetition("--every", every(), InstantSource.system(), termination::await);
      Reports reports = reports(spec.name() + "-repeated");
      Repetition.Run run =
          start ->
              job.repeat(
                  arguments,
                  submission.process(arguments),
                  report == null ? reports.next(start) : report);
      if (run.at(Instant.now()) == SparkJob.FAILED) {
        return SparkJob.FAILED;
      }
      repetition.run(run, ended -> {});
      return 0;
    }
  }

  /** Returns the interval at which the run is repeated, or null. */
  Duration every() {
    return null;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(spec.name()));
    arguments.addAll(jobArguments);
    if (every() != null) {
      arguments.add("--repeated");
    }
    return arguments;
  }

  /** Prints the options of the job, then those declared here. */
  private int help(SparkJob job) throws IOException, InterruptedException {
    int exitCode = job.help(spec.name()).inheritIO().start().waitFor();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Options of the submission:");
    out.print(spec.commandLine().getHelp().optionList());
    out.flush();
    return exitCode == 0 ? 0 : SparkJob.FAILED;
  }

  private Reports reports(String name) {
    return new Reports(submission.reports(), name);
  }
}
