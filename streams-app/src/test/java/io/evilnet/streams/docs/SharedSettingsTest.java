package io.evilnet.streams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.SharedSettings;
import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.store.session.CassandraOptions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The shared settings are the settings common to processes and commands. */
class SharedSettingsTest {

  /** Addresses and credentials of commands, set by the launcher. */
  private static final String LAUNCHER_SETTINGS =
      "bootstrap-servers|cassandra|spark-master|.*-(user|password-file|secret-file|ca)";

  /** The token of X is passed to ingest only, and each process has its own directory. */
  private static final String PROCESS_SETTINGS = "x-bearer-token-file|data-dir";

  private static final Set<String> PROCESSES = Set.of("run", "schedule");
  private static final Set<String> NOT_COMMANDS = Set.of("start", "stop", "simulate");

  private final CommandLine launcher = new CommandLine(io.evilnet.launcher.cli.Main.class);

  private final List<CommandLine> all =
      Stream.of(
              launcher,
              new CommandLine(io.evilnet.ingest.cli.Main.class),
              new CommandLine(io.evilnet.simulator.cli.Main.class),
              new CommandLine(io.evilnet.streams.cli.Main.class),
              new CommandLine(new Job()))
          .flatMap(SharedSettingsTest::withSubcommands)
          .toList();

  @Test
  void shouldContainSettingsCommonToProcessesAndCommands() {
    Set<String> shared = settings(all.stream().filter(SharedSettingsTest::isProcess));
    shared.retainAll(settings(all.stream().filter(SharedSettingsTest::isCommand)));
    assertThat(shared).contains("window", "cassandra");
    shared.removeAll(settings(Stream.of(launcher.getSubcommands().get("start"))));
    shared.removeIf(name -> name.matches(LAUNCHER_SETTINGS) || name.matches(PROCESS_SETTINGS));

    assertThat(SharedSettings.NAMES).containsExactlyInAnyOrderElementsOf(shared);
  }

  private static boolean isProcess(CommandLine line) {
    return PROCESSES.contains(line.getCommandName());
  }

  private static boolean isCommand(CommandLine line) {
    return !isProcess(line) && !NOT_COMMANDS.contains(line.getCommandName());
  }

  private static Set<String> settings(Stream<CommandLine> lines) {
    Set<String> names = new TreeSet<>();
    lines
        .flatMap(line -> line.getCommandSpec().options().stream())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(option -> names.add(option.longestName().replaceFirst("^--?", "")));
    return names;
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(SharedSettingsTest::withSubcommands));
  }

  /** The options of {@code validate} and {@code backfill}, whose module is not a dependency. */
  @Command(name = "job")
  private static final class Job {
    @Mixin private KafkaOptions kafka;
    @Mixin private StreamOptions stream;
    @Mixin private CassandraOptions cassandra;
    @Mixin private CountingOptions counting;
  }
}
