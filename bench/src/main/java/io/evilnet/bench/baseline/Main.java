package io.evilnet.bench.baseline;

import io.evilnet.platform.settings.EvilnetCommand;
import picocli.CommandLine.Command;

/** Entry point of the process of a baseline, which the benchmark starts. */
@Command(
    name = "baseline",
    description = "Counts the posts of a topic with a simple implementation.",
    subcommands = {ParseOnlyCommand.class, TextbookCommand.class, CompleteCommand.class})
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new Main(), args));
  }
}
