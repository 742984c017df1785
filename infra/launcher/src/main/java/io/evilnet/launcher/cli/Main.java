package io.evilnet.launcher.cli;

import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine.Command;

/** Entry point of {@code start-all.sh} and of several commands of {@code bin/evilnet}. */
@Command(
    name = "evilnet",
    description = "Starts, stops and monitors EvilNet on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StartCommand.class,
      StopCommand.class,
      StatusCommand.class,
      WorkersCommand.class,
      RunsCommand.class,
      SecureCommand.class,
      ProvisionCommand.class,
      JobCommand.Validate.class,
      JobCommand.Backfill.class,
      JobCommand.CompareSpeed.class,
      ScheduleCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Set here: a logback.xml in this jar would apply to every application that uses it.
    System.setProperty("logback.configurationFile", "io/evilnet/launcher/cli/launcher-logback.xml");
    System.exit(EvilnetCommand.run(new Main(), args));
  }
}
