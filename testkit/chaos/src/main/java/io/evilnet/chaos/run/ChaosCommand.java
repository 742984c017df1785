package io.evilnet.chaos.run;

import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.oracle.Counting;
import io.evilnet.chaos.system.SystemSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Injects faults into a separate system while it counts. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a complete system, injects faults by a seeded schedule while it counts posts,"
          + " and compares every row with an independent count.",
      "Exit code: 0 if every invariant held, 1 if one was violated, 2 if the run failed."
    })
public final class ChaosCommand implements Callable<Integer> {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final int STATE_DISK_MIB = 512;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the faults; the same seed and length produce the same faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "3",
      description = "Duration of the run in minutes (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Posts per second (default: ${DEFAULT-VALUE}).")
  private long rate;

  @Option(
      names = "--streams-apps",
      paramLabel = "N",
      defaultValue = "1",
      description = "Instances of streams-app, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int streamsApps;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "min.insync.replicas of the topics, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int minInsyncReplicas;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "chaos-report",
      description =
          "Directory of chaos.json and chaos.html, and of the system's data and logs, which are kept"
              + " if an invariant was violated (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description =
          "Runs a range of seeds sequentially, each on a fresh system, and prints a table; one report"
              + " each in a directory below --report. Replaces --seed.")
  private String seeds;

  @Option(
      names = "--rolling",
      description =
          "Rolling restart, as for an upgrade: restarts one process at a time and waits until all are"
              + " healthy. Replaces --seed and --minutes.")
  private boolean rolling;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description =
          "Injects these faults sequentially, to measure the recovery from each:"
              + " kill:kafka-1,stall:cassandra:60."
              + " Replaces --seed and --minutes.")
  private List<String> faults = List.of();

  @Option(
      names = "--calm",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Time before the first of --faults; at thousands of posts per second new JVMs take minutes"
              + " to warm up (default: ${DEFAULT-VALUE}).")
  private long calmSeconds;

  @Option(
      names = "--gap",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description =
          "Time between two of --faults, within which the system must recover, including the restart of"
              + " a process (default: ${DEFAULT-VALUE}).")
  private long gapSeconds;

  @Option(
      names = "--same-system",
      description =
          "Executes all runs of --seeds on one system, which saves a minute each; after"
              + " a violated invariant a fresh system is started.")
  private boolean sameSystem;

  @Option(
      names = "--countries",
      paramLabel = "CODES",
      defaultValue = "CA",
      split = ",",
      description = "Countries whose cities are counted, or all (default: ${DEFAULT-VALUE}).")
  private Set<String> countries = Set.of();

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Length of the windows (default: ${DEFAULT-VALUE}).")
  private long windowSeconds;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "Grace period of the windows (default: ${DEFAULT-VALUE}).")
  private long graceSeconds;

  @Option(
      names = "--schedule",
      description =
          "Validates and repairs closed windows every 30 s during the run; useful"
              + " with a short --window and --grace.")
  private boolean schedule;

  @Option(
      names = "--secure",
      description = "Enables authentication and encryption, as in start-all.sh.")
  private boolean secure;

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(report);
    List<FaultPlan> plans =
        seeds == null
            ? List.of(plan())
            : SeedRange.parse(seeds).all().stream().map(this::seeded).toList();
    try (RunSeries series = new RunSeries(report, sameSystem, settings(plans), this::print)) {
      boolean held =
          seeds == null ? series.run(plans.get(0), report).held() : runAll(plans, series);
      return held ? 0 : 1;
    }
  }

  private boolean runAll(List<FaultPlan> plans, RunSeries series) throws InterruptedException {
    SeedTable table = new SeedTable();
    for (FaultPlan plan : plans) {
      try {
        table.add(series.run(plan, report.resolve("seed-" + plan.seed())));
      } catch (IllegalStateException | KafkaException | DriverException | IOException e) {
        // Continue with the other seeds.
        print("seed " + plan.seed() + " failed: " + e.getMessage());
        table.addFailed(plan, e);
      }
    }
    table.lines().forEach(this::print);
    return table.allHeld();
  }

  private FaultPlan plan() {
    if (rolling) {
      return FaultPlan.rolling(streamsApps);
    }
    return faults.isEmpty()
        ? seeded(seed)
        : FaultPlan.listed(
            faults.stream().map(Fault::parse).toList(),
            Duration.ofSeconds(calmSeconds),
            Duration.ofSeconds(gapSeconds));
  }

  private FaultPlan seeded(long each) {
    return FaultPlan.seeded(
        each, Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)), streamsApps);
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** Returns the settings of a system that supports all faults of the plans. */
  private SystemSettings settings(List<FaultPlan> plans) {
    return new SystemSettings(
        report,
        rate,
        streamsApps,
        minInsyncReplicas,
        plans.stream().anyMatch(plan -> plan.has(Kind.FULL_DISK)) ? STATE_DISK_MIB : 0,
        plans.stream().anyMatch(FaultPlan::hasClock),
        new Counting(
            countries.equals(Set.of("all")) ? Set.of() : countries,
            Duration.ofSeconds(windowSeconds),
            Duration.ofSeconds(graceSeconds)),
        schedule,
        secure,
        rolling || schedule ? 1 : 0);
  }
}
