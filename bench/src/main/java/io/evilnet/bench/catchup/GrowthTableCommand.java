package io.evilnet.bench.catchup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the results of several runs of {@code bench/catchup.sh} as one table. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = "Prints the results of ours of several runs of bench/catchup.sh as a table.")
public final class GrowthTableCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files written with --json, one per row.")
  private List<Path> files;

  private GrowthTableCommand() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new GrowthTableCommand(), args));
  }

  @Override
  public Integer call() throws IOException {
    JsonMapper json = new JsonMapper();
    GrowthTable table = new GrowthTable();
    for (Path file : files) {
      table.add(json.readTree(file.toFile()));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.lines().forEach(out::println);
    out.flush();
    return 0;
  }
}
