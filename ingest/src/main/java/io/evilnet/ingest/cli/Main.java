package io.evilnet.ingest.cli;

import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of ingest and of the related commands. */
@Command(
    name = "evilnet",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sends posts to Kafka.",
    subcommands = {
      RunCommand.class,
      RulesCommand.class,
      XCommand.class,
      ReplayCommand.class,
      RedeliverCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Main main = new Main();
    System.exit(args.length == 0 ? usage(main) : EvilnetCommand.run(main, args));
  }

  private static int usage(Main main) {
    CommandLine.usage(main, System.err);
    return CommandLine.ExitCode.USAGE;
  }
}
