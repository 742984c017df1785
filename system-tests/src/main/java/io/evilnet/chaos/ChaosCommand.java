package io.evilnet.chaos;

import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.chaos.Fault.Kind;
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
          "These faults, one after the other, to measure what each costs:"
              + " kill:kafka-1,stall:cassandra:60."
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

  @Option(
      names = "--gap",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description =
          "Between two of --faults, in which all that a fault costs has to be over, the restart of"
              + " a process included (default: ${DEFAULT-VALUE}).")
  private long gapSeconds;

  @Option(
      names = "--same-system",
      description =
          "The runs of --seeds follow each other on one system, which saves a minute each; after"
              + " one in which an invariant was broken, a fresh one is started.")
  private boolean sameSystem;

  @Option(
      names = "--countries",
      paramLabel = "CODES",
      defaultValue = "CA",
      split = ",",
      description = "Countries that the system counts, or all (default: ${DEFAULT-VALUE}).")
  private Set<String> countries = Set.of();

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Length of the system's windows (default: ${DEFAULT-VALUE}).")
  private long windowSeconds;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description =
          "How long after its end a window takes posts, in the system (default: ${DEFAULT-VALUE}).")
  private long graceSeconds;

  @Option(
      names = "--schedule",
      description =
          "Closed windows are validated and repaired every half minute while things break; of use"
              + " with a short --window and --grace.")
  private boolean schedule;

  @Option(
      names = "--secure",
      description = "The system authenticates and encrypts everything, as with start-all.sh.")
  private boolean secure;

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(report);
    List<FaultPlan> plans =
        seeds == null
            ? List.of(plan())
            : SeedRange.parse(seeds).all().stream().map(this::seeded).toList();
    try (RunSeries series = new RunSeries(report, sameSystem, settings(plans), this::say)) {
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
        // The others are of interest all the same.
        say("seed " + plan.seed() + " failed: " + e.getMessage());
        table.addFailed(plan, e);
      }
    }
    table.lines().forEach(this::say);
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

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** What a system needs in which any of them can happen. */
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
