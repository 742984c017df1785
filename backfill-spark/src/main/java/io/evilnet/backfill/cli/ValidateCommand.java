package io.evilnet.backfill.cli;

import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Mode;
import io.evilnet.backfill.run.Job;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Recounts the closed windows and reports the rows in Cassandra that differ. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = Job.FAILED,
    description = {
      "Recounts the retained posts and compares the result with Cassandra, row by row.",
      "Exit code: 0 equal, 1 different, 2 failed."
    })
public final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions options;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    JobSettings settings = options.settings(Mode.VALIDATE, clock.instant(), System.getenv());
    return new Job(settings, clock, out).run();
  }
}
