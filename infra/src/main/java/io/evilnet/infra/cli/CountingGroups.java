package io.evilnet.infra.cli;

import io.evilnet.infra.settings.EvilnetCommand;
import io.evilnet.infra.settings.StreamOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the counting application calls its consumer groups, as it is told by its settings. */
final class CountingGroups {

  @Command
  private static final class Counting {
    @Mixin private StreamOptions stream;
  }

  private CountingGroups() {}

  /** The group that counts, after which the internal topics are named too. */
  static String applicationId() {
    Counting counting = new Counting();
    EvilnetCommand.commandLine(counting, System.getenv()).parseArgs();
    return counting.stream.applicationId();
  }

  /** The groups in which processes share work. */
  static List<String> shared() {
    String applicationId = applicationId();
    return List.of(applicationId, StreamOptions.sinkGroup(applicationId));
  }
}
