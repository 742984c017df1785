package io.evilnet.streams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.settings.EvilnetCommand;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** The program: counts posts, or prints the counts. */
@Command(
    name = "evilnet",
    description = "Counts tweets of cities, and prints the counts.",
    subcommands = {
      RunCommand.class,
      CountsCommand.class,
      TopCommand.class,
      UnusualCommand.class,
      GapsCommand.class,
      FidelityCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class Main {

  Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    // Not closed, since an error that terminates the process is also printed there.
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    try {
      return EvilnetCommand.run(new Main(), out, err, args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Returns a writer in UTF-8, for city names, regardless of the locale. */
  private static PrintWriter writer(FileDescriptor file) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(new FileOutputStream(file), UTF_8)));
  }
}
