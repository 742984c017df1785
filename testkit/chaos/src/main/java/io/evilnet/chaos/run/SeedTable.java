package io.evilnet.chaos.run;

import static java.util.stream.Collectors.joining;

import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Results of many runs as a table, one line each. */
final class SeedTable {

  private static final String FORMAT = "%6s  %-7s  %9s  %8s  %7s  %6s  %s";
  private static final double MILLIS = 1_000;

  private final List<String> lines = new ArrayList<>();
  private int held;
  private int runs;

  /** Adds a completed run. */
  void add(ChaosRun.Result result) {
    List<Recovery> recoveries = result.recoveries();
    String violations =
        result.verdicts().stream()
            .filter(verdict -> !verdict.held())
            .map(verdict -> verdict.invariant().substring(0, 2))
            .distinct()
            .collect(joining("+"));
    runs++;
    held += result.held() ? 1 : 0;
    lines.add(
        FORMAT.formatted(
            result.plan().seed(),
            result.held() ? "held" : violations,
            "%,d".formatted(result.expected().accepted()),
            maxSeconds(recoveries, Recovery::produceStall),
            maxDeficit(recoveries),
            maxSeconds(recoveries, Recovery::rowsBehind),
            result.plan().faults().stream().map(Fault::toString).collect(joining(", "))));
  }

  /** Adds a failed run. */
  void addFailed(FaultPlan plan, Exception reason) {
    runs++;
    lines.add(FORMAT.formatted(plan.seed(), "failed", "", "", "", "", reason.getMessage()));
  }

  boolean allHeld() {
    return held == runs;
  }

  /** Returns the complete table. */
  List<String> lines() {
    List<String> all = new ArrayList<>();
    all.add(FORMAT.formatted("SEED", "VERDICT", "POSTS", "STALL s", "LAG s", "ROWS s", "FAULTS"));
    all.addAll(lines);
    all.add("%d of %d held.".formatted(held, runs));
    return all;
  }

  private static String maxSeconds(
      List<Recovery> recoveries, Function<Recovery, Optional<Duration>> time) {
    return recoveries.stream()
        .flatMap(recovery -> time.apply(recovery).stream())
        .max(Comparator.naturalOrder())
        .map(maxSeconds -> "%.1f".formatted(maxSeconds.toMillis() / MILLIS))
        .orElse("-");
  }

  private static String maxDeficit(List<Recovery> recoveries) {
    OptionalDouble maxDeficit =
        recoveries.stream().flatMapToDouble(recovery -> recovery.deficitSeconds().stream()).max();
    return maxDeficit.isPresent() ? "%.1f".formatted(maxDeficit.getAsDouble()) : "-";
  }
}
