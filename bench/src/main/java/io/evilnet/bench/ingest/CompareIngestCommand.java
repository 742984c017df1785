package io.evilnet.bench.ingest;

import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the throughput of ingest against a plain producer. */
@Command(
    name = "compare-ingest",
    mixinStandardHelpOptions = true,
    description =
        "Measures the throughput in posts per second through the spool into two separate brokers,"
            + " alternating with a plain producer.")
public final class CompareIngestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measured rounds, after one for warm-up (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--posts",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Posts per round and variant (default: ${DEFAULT-VALUE}).")
  private int posts;

  @Option(
      names = "--spool-fsync",
      paramLabel = "POLICY",
      defaultValue = "none",
      description = "none or batch, as for ingest (default: ${DEFAULT-VALUE}).")
  private FsyncPolicy fsync;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Data directory of brokers and spool; must be empty.")
  private Path directory;

  private CompareIngestCommand() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new CompareIngestCommand(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (rounds < 1 || posts < 1) {
      throw new IllegalArgumentException(
          "rounds and posts must be 1 or more, but are %d and %d".formatted(rounds, posts));
    }
    new IngestBench(directory, posts, rounds, fsync, spec.commandLine().getOut()).run();
    return 0;
  }
}
