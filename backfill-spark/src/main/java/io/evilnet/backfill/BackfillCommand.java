package io.evilnet.backfill;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the rows of closed windows right. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = Main.FAILED,
    description = {
      "Counts the retained posts again and writes the rows of Cassandra that are wrong or missing.",
      "Windows that are still live are left alone.",
      "Exit code: 0 all rows are right, 1 some are not (with --dry-run, or when something newer has"
          + " been written), 2 failed."
    })
final class BackfillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions options;

  @Option(names = "--dry-run", description = "Write nothing; show what would be written.")
  private boolean dryRun;

  @Option(names = "--all", description = "Write every row of the closed windows, wrong or not.")
  private boolean all;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    JobSettings settings = options.settings(mode(), clock.instant(), System.getenv());
    return Main.explaining(settings, () -> new JobCommand(settings, clock, out).run());
  }

  private Mode mode() {
    if (dryRun) {
      return Mode.DRY_RUN;
    }
    return all ? Mode.REWRITE : Mode.REPAIR;
  }
}
