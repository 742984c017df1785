package io.evilnet.simulator.cli;

import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the simulator and of the generator of posts. */
@Command(
    name = "evilnet",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Simulates posts and X's API.",
    subcommands = {SimulateCommand.class, GenerateCommand.class})
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // Set here: a logback.xml in this jar would apply to every test and benchmark that uses it.
    System.setProperty(
        "logback.configurationFile", "io/evilnet/simulator/cli/simulator-logback.xml");
    Main main = new Main();
    System.exit(args.length == 0 ? usage(main) : EvilnetCommand.run(main, args));
  }

  private static int usage(Main main) {
    CommandLine.usage(main, System.err);
    return CommandLine.ExitCode.USAGE;
  }
}
