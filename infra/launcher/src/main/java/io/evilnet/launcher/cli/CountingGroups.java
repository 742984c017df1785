package io.evilnet.launcher.cli;

import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.platform.settings.StreamOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Consumer groups of streams-app, read from its settings. */
final class CountingGroups {

  /** Named as that of streams-app, so that settings with its prefix apply. */
  @Command(name = "run")
  private static final class Counting {
    @Mixin private StreamOptions stream;
  }

  private CountingGroups() {}

  /** Returns the consumer group that counts, which is also the prefix of the internal topics. */
  static String applicationId() {
    Counting counting = new Counting();
    EvilnetCommand.commandLine(counting, System.getenv()).parseArgs();
    return counting.stream.applicationId();
  }

  /** Returns the groups whose partitions the instances share. */
  static List<String> shared() {
    String applicationId = applicationId();
    return List.of(applicationId, StreamOptions.sinkGroup(applicationId));
  }
}
