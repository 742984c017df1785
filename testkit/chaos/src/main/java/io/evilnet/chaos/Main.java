package io.evilnet.chaos;

import io.evilnet.chaos.run.ChaosCommand;
import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine.Command;

/** Entry point of the chaos tests that are started manually. */
@Command(
    name = "evilnet",
    mixinStandardHelpOptions = true,
    description = "Tests of the whole system.",
    subcommands = ChaosCommand.class)
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new Main(), args));
  }
}
