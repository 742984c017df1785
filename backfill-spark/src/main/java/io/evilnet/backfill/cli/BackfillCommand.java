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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recounts the closed windows and repairs their rows in Cassandra. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = Job.FAILED,
    description = {
      "Recounts the retained posts and repairs the rows in Cassandra that differ.",
      "Open windows are skipped.",
      "Exit code: 0 all rows are correct, 1 some differ (with --dry-run, or because of a newer write), 2 failed."
    })
public final class BackfillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions options;

  @Option(names = "--dry-run", description = "Write nothing; list the rows that would be written.")
  private boolean dryRun;

  @Option(
      names = "--all",
      description = "Write every row of the closed windows, even if it is correct.")
  private boolean all;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    JobSettings settings = options.settings(mode(), clock.instant(), System.getenv());
    return new Job(settings, clock, out).run();
  }

  private Mode mode() {
    if (dryRun) {
      return Mode.DRY_RUN;
    }
    return all ? Mode.REWRITE : Mode.REPAIR;
  }
}
