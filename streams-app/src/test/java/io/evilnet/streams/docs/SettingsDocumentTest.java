package io.evilnet.streams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Consistency of the documented settings and defaults with the code. */
class SettingsDocumentTest {

  private static final Path PROJECT = Path.of("..");

  @Test
  void shouldDocumentEverySettingOfEveryProcess() throws IOException {
    String document = Files.readString(PROJECT.resolve("docs/settings.md"));

    assertThat(document.lines().filter(line -> line.startsWith("| `")).toList())
        .as("the table of docs/settings.md, which should be:%n%s%n", String.join("\n", rows()))
        .isEqualTo(rows());
  }

  /**
   * Returns a row per setting, or several if its default differs between processes: name, default,
   * processes that read it, meaning.
   */
  private static List<String> rows() {
    Map<String, List<String>> readers = new TreeMap<>();
    processes()
        .forEach(
            (process, command) ->
                command.getCommandSpec().options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .forEach(
                        option ->
                            readers
                                .computeIfAbsent(row(option), r -> new ArrayList<>())
                                .add(process)));
    List<String> rows = new ArrayList<>();
    readers.forEach((row, processes) -> rows.add(row.formatted(String.join(", ", processes))));
    return rows;
  }

  private static Map<String, CommandLine> processes() {
    CommandLine ingest = new CommandLine(io.evilnet.ingest.cli.Main.class);
    Map<String, CommandLine> processes = new LinkedHashMap<>();
    Map<String, CommandLine> launcher =
        new CommandLine(io.evilnet.launcher.cli.Main.class).getSubcommands();
    processes.put("start-all", launcher.get("start"));
    processes.put("ingest", ingest.getSubcommands().get("run"));
    processes.put(
        "simulator",
        new CommandLine(io.evilnet.simulator.cli.Main.class).getSubcommands().get("simulate"));
    processes.put(
        "streams-app",
        new CommandLine(io.evilnet.streams.cli.Main.class).getSubcommands().get("run"));
    processes.put("schedule", launcher.get("schedule"));
    return processes;
  }

  private static String row(OptionSpec option) {
    String name = option.longestName().replaceFirst("^--", "");
    String value = option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
    String meaning =
        String.join(" ", option.description())
            .replaceAll("\\s*\\(default: [^)]*\\)", "")
            .replaceAll("\\s+", " ")
            .trim();
    return "| `" + name + "` | " + value + " | %s | " + meaning.replace("%", "%%") + " |";
  }
}
