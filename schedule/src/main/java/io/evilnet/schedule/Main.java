package io.evilnet.schedule;

import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine.Command;

/** Entry point of the schedule. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Validates closed windows on a schedule.",
    subcommands = ScheduleCommand.class)
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new Main(), args));
  }
}
