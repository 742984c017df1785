package io.evilnet.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the figures of several runs of {@code bench/live.sh} as one table. */
@Command(
    name = "footprint",
    mixinStandardHelpOptions = true,
    description = "Prints the figures of bench/live.sh at several rates as a table.")
public final class FootprintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files written with --json, one per column.")
  private List<Path> files;

  private FootprintCommand() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new FootprintCommand(), args));
  }

  @Override
  public Integer call() throws IOException {
    JsonMapper json = new JsonMapper();
    List<JsonNode> measurements = new ArrayList<>();
    for (Path file : files) {
      measurements.add(json.readTree(file.toFile()));
    }
    PrintWriter out = spec.commandLine().getOut();
    new FootprintTable(measurements).lines().forEach(out::println);
    out.flush();
    return 0;
  }
}
