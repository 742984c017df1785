package io.evilnet.backfill;

import io.evilnet.backfill.cli.BackfillCommand;
import io.evilnet.backfill.cli.CompareSpeedCommand;
import io.evilnet.backfill.cli.ValidateCommand;
import io.evilnet.backfill.run.Job;
import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of the Spark job. */
@Command(
    name = "evilnet",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Recounts the retained posts, to validate and repair the counts in Cassandra.",
    subcommands = {ValidateCommand.class, BackfillCommand.class, CompareSpeedCommand.class})
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // Terminates Spark's threads, which may still be running.
    System.exit(run(args));
  }

  /**
   * Runs a command; returns 0 if the rows are equal or repaired, 1 if they differ, 2 on failure.
   */
  static int run(String... args) {
    CommandLine commandLine;
    try {
      commandLine = EvilnetCommand.commandLine(new Main(), System.getenv());
    } catch (IllegalArgumentException e) {
      // The settings file of EVILNET_CONFIG is invalid.
      System.err.println(e.getMessage());
      return Job.FAILED;
    }
    if (args.length == 0) {
      commandLine.usage(commandLine.getErr());
      return Job.FAILED;
    }
    return commandLine.execute(args);
  }
}
