package io.evilnet.backfill;

import io.evilnet.infra.settings.EvilnetCommand;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The job, as it is submitted to Spark. */
@Command(
    name = "evilnet",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Counts the retained posts a second time, to validate and to repair.",
    subcommands = {ValidateCommand.class, BackfillCommand.class, CompareSpeedCommand.class})
public final class Main {

  static final int FAILED = 2;

  private Main() {}

  public static void main(String[] args) {
    // Spark's threads are no reason to stay.
    System.exit(run(args));
  }

  /** Runs a command to its end: 0 equal or made equal, 1 different, 2 failed. */
  static int run(String... args) {
    CommandLine commandLine;
    try {
      commandLine = EvilnetCommand.commandLine(new Main(), System.getenv());
    } catch (IllegalArgumentException e) {
      // The file of settings that EVILNET_CONFIG names.
      System.err.println(e.getMessage());
      return FAILED;
    }
    if (args.length == 0) {
      commandLine.usage(commandLine.getErr());
      return FAILED;
    }
    return commandLine.execute(args);
  }

  /** Runs a job; what it throws has a message for a person. */
  static int explaining(JobSettings settings, IntSupplier job) {
    try {
      return job.getAsInt();
    } catch (RuntimeException e) {
      throw new JobFailedException(Failures.explain(e, settings), e);
    }
  }

  private static final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
