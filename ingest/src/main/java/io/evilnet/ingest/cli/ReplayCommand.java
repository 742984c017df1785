package io.evilnet.ingest.cli;

import io.evilnet.ingest.replay.Replay;
import io.evilnet.ingest.replay.ReplaySettings;
import io.evilnet.ingest.replay.ReplaySummary;
import io.evilnet.platform.lifecycle.Termination;
import io.evilnet.platform.settings.CountingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a file of posts into Kafka and prints a summary. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Sends a file of posts to Kafka: lines of X's stream, pages of a search, files of twarc2"
            + " (flattened or not), as lines, arrays or pretty-printed JSON; plain, gzip, zstd,"
            + " bzip2 or xz. Duplicates are counted once.")
final class ReplayCommand implements Callable<Integer> {

  private static final int STOPPED = 130;

  @Spec private CommandSpec spec;

  @Mixin private PublisherOptions publisher;
  @Mixin private PlaceOptions places;
  @Mixin private CountingOptions counting;

  @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file;

  @Option(
      // The longest name is that of the setting: 'rate' is the simulator's.
      names = {"--rate", "--replay-rate"},
      paramLabel = "N",
      description = "Posts per second; unlimited if not set.")
  private Double rate;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ReplaySettings settings =
        new ReplaySettings(
            file,
            rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
            publisher.site(),
            publisher.settings(),
            counting.rules(),
            places.settings(),
            isTerminal());
    Replay replay = new Replay(settings);
    ReplaySummary summary;
    try (Termination termination = Termination.listen()) {
      termination.onRequest(replay::stop);
      summary = replay.run();
      PrintWriter out = spec.commandLine().getOut();
      out.print(summary.toText());
      out.flush();
    }
    if (!summary.complete()) {
      return STOPPED;
    }
    if (summary.posts() == 0) {
      throw new IOException("no posts in " + file);
    }
    return summary.broken() == 0 ? 0 : CommandLine.ExitCode.SOFTWARE;
  }

  @SuppressWarnings("SystemConsoleNull") // On JDK 17 it is null without a terminal.
  private static boolean isTerminal() {
    return System.console() != null;
  }
}
