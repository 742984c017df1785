package io.evilnet.chaos;

import io.evilnet.chaos.Fault.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Breaks a system of its own while it counts. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a whole system of its own, kills and stalls its processes by a seeded schedule while"
          + " posts flow, and holds every row against an independent count.",
      "Exit code: 0 every invariant held, 1 one was broken, 2 failed."
    })
final class ChaosCommand implements Callable<Integer> {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final int STATE_DISK_MIB = 512;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed and length give the same faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "3",
      description = "How long posts flow and things break (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Posts a second (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Option(
      names = "--streams-apps",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes that count, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int streamsApps;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "Copies that must take a write, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int minInsyncReplicas;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "chaos-report",
      description =
          "Where chaos.json and chaos.html are written, and the system's data and logs, which stay"
              + " when an invariant was broken (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description =
          "Runs many, one after the other, each on a fresh system, and ends with a table; a report"
              + " each in a directory of --report. In place of --seed.")
  private String seeds;

  @Option(
      names = "--rolling",
      description =
          "Restarts each process, one at a time, each when all is healthy after the one before: an"
              + " upgrade. In place of --seed and --minutes.")
  private boolean rolling;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description =
          "These faults, 45 s apart, to measure what each costs: kill:kafka-1,stall:cassandra:60."
              + " In place of --seed and --minutes.")
  private List<String> faults = List.of();

  @Option(
      names = "--calm",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Before the first of --faults; at thousands of posts a second new JVMs take minutes to"
              + " compile what they need (default: ${DEFAULT-VALUE}).")
  private long calmSeconds;

  @Override
  public Integer call() throws Exception {
    if (seeds == null) {
      return run(plan(), report).held() ? 0 : 1;
    }
    SeedTable table = new SeedTable();
    for (long each : SeedRange.parse(seeds).all()) {
      FaultPlan plan = seeded(each);
      try {
        table.add(run(plan, report.resolve("seed-" + each)));
      } catch (IllegalStateException | IOException e) {
        // The others are of interest all the same.
        say("seed " + each + " failed: " + e.getMessage());
        table.addFailed(plan, e);
      }
    }
    table.lines().forEach(this::say);
    return table.allHeld() ? 0 : 1;
  }

  private FaultPlan plan() {
    if (rolling) {
      return FaultPlan.rolling(streamsApps);
    }
    return faults.isEmpty()
        ? seeded(seed)
        : FaultPlan.listed(
            faults.stream().map(Fault::parse).toList(), Duration.ofSeconds(calmSeconds));
  }

  private FaultPlan seeded(long each) {
    return FaultPlan.seeded(
        each, Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)), streamsApps);
  }

  private ChaosRun.Result run(FaultPlan plan, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path data = Files.createTempDirectory(directory.toAbsolutePath(), "seed-" + plan.seed() + "-");
    ChaosRun.Result result = new ChaosRun(plan, settings(plan, data), this::say).run();
    ChaosReport.write(result, directory);
    if (result.held()) {
      delete(data);
    }
    result.recoveries().forEach(recovery -> say(recovery.toString()));
    result.verdicts().forEach(verdict -> say(verdict.toString()));
    say("Report: " + directory.resolve(ChaosReport.HTML).toAbsolutePath().normalize());
    say("Again: " + ChaosReport.again(result));
    return result;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private SystemSettings settings(FaultPlan plan, Path data) {
    return new SystemSettings(
        data,
        rate,
        streamsApps,
        minInsyncReplicas,
        plan.has(Kind.FULL_DISK) ? STATE_DISK_MIB : 0,
        plan.hasClock(),
        rolling ? 1 : 0);
  }

  /** What a run leaves is of use only when something was broken. */
  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
