package io.evilnet.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the catch-up throughput: {@code bench/catchup.sh}. */
@Command(
    name = "catchup",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = CatchupCommand.FAILED,
    description = {
      "Fills a topic with distinct posts and measures the counting throughput in posts per second, from the"
          + " process start to exact rows, alternating with baselines:",
      "  b0    consumes and parses the required fields with Jackson, in one thread",
      "  b1    textbook Kafka Streams: city and window; no dedup, users, Cassandra",
      "  b1x   the same with dedup, distinct users and Cassandra",
      "  ours  streams-app as started by ./start-all.sh, until lag 0 and rows equal a recount",
      "For ours, the CPU time, peak resident memory (the sum of its instances), state and rows are"
          + " also measured; CPU time includes the start, and ends with the rows.",
      "Exit code: 0 measured, 1 rows of ours differ from the recount, 2 failed."
    })
public final class CatchupCommand implements Callable<Integer> {

  static final int FAILED = 2;

  private static final int INTERRUPTED = 130;
  private static final long QUICK_POSTS = 1_000_000;
  private static final double QUIET_LOAD = 0.5;
  private static final List<String> NAMES = List.of("b0", "b1", "b1x", OwnCounting.NAME);

  @Spec private CommandSpec spec;

  @Option(names = "--posts", paramLabel = "N", description = "Posts (default: 5000000).")
  private Long posts;

  @Option(
      names = "--cities",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Cities of the posts, all in Canada: the 100 largest, then numbered ones, the n-th of"
              + " a name with 1/n of its population (default: ${DEFAULT-VALUE}).")
  private int cities;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description = "Partitions of the topics (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Time span of the posts in hours, ending now; b1 and b1x drop some as late if it is more"
              + " than 24 (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Processes of ours that share the partitions, without standby replicas; baselines have"
              + " one (default: ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--warm-up-rounds",
      paramLabel = "N",
      defaultValue = "0",
      description = "Warm-up rounds of ours, without results (default: ${DEFAULT-VALUE}).")
  private int warmUpRounds;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 3).")
  private Integer rounds;

  @Option(names = "--quick", description = "One round of a million posts; about 4 minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Contestants to run; ours is always included (default: all).")
  private Set<String> only;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Also writes the medians, their spread, their ratios and the resources of ours to this"
              + " file.")
  private Path json;

  private CatchupCommand() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new CatchupCommand(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workload workload = usableOptions();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr());
    warnOfLoad(progress);
    Path directory = Files.createTempDirectory("evilnet-catchup-");
    try (BenchCluster cluster = new BenchCluster(directory, partitions)) {
      try {
        Results results =
            new CatchupBench(cluster, workload, warmUpRounds, rounds, out, progress).run(only);
        write(results);
        return results.rowsEqual() ? 0 : 1;
      } catch (IOException | RuntimeException e) {
        if (cluster.isStopping()) {
          return INTERRUPTED; // A consequence of the shutdown.
        }
        throw e;
      }
    }
  }

  private Workload usableOptions() {
    if (quick && (posts != null || rounds != null)) {
      throw new IllegalArgumentException("--quick cannot be combined with --posts or --rounds");
    }
    posts = quick ? QUICK_POSTS : posts == null ? 5 * QUICK_POSTS : posts;
    rounds = quick ? 1 : rounds == null ? 3 : rounds;
    if (rounds < 1 || warmUpRounds < 0) {
      throw new IllegalArgumentException(
          "--rounds must be 1 or more and --warm-up-rounds 0 or more, but are %d and %d"
              .formatted(rounds, warmUpRounds));
    }
    if (only != null && !NAMES.containsAll(only)) {
      throw new IllegalArgumentException(
          "--only must be one or more of %s, but is %s"
              .formatted(String.join(", ", NAMES), String.join(",", only)));
    }
    if (json != null && !Files.isWritable(json.toAbsolutePath().getParent())) {
      throw new IllegalArgumentException(
          "--json: cannot write to %s: create its directory, or specify another file"
              .formatted(json));
    }
    return new Workload(posts, cities, partitions, hours, instances);
  }

  private static void warnOfLoad(Progress progress) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > QUIET_LOAD) {
      progress.print(
          String.format(
              Locale.ROOT,
              "the load average of this machine is %.1f: these results are not comparable with others",
              load));
    }
  }

  private void write(Results results) throws IOException {
    if (json != null) {
      String text =
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results.json());
      Files.writeString(json, text + System.lineSeparator(), UTF_8);
    }
  }
}
