package io.evilnet.launcher.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Metrics of repeated runs. */
public final class RunMeters {

  private final MeterRegistry registry;
  private volatile EndedRun last;
  private volatile RunReport rows = RunReport.NONE;

  /**
   * @param every interval of the runs
   * @param start start of the process, which counts as the end of a run until one ends
   */
  public RunMeters(MeterRegistry registry, Duration every, Instant start) {
    this.registry = registry;
    this.last = new EndedRun(0, start, start);
    List.of("equal", "different", "failed").forEach(this::runs);
    gauge("interval.seconds", "Interval of the runs", every::toSeconds);
    gauge("last.failed", "1 if the last run failed, else 0", () -> last.isFailed() ? 1 : 0);
    gauge(
        "last.end.seconds",
        "End of the last run as Unix time, or start of the process without one",
        () -> last.end().getEpochSecond());
    gauge(
        "last.duration.seconds",
        "Duration of the last run",
        () -> last.duration().toMillis() / 1e3);
    gauge("last.rows.different", "Differing rows in the last run", () -> rows.different());
    gauge("last.rows.written", "Rows written by the last run", () -> rows.written());
  }

  private Counter runs(String outcome) {
    return registry.counter("evilnet.validation.runs", "outcome", outcome);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("evilnet.validation." + name, value).description(description).register(registry);
  }

  /** Updates the metrics from the result and the report directory of a run. */
  public void ended(EndedRun run, Path report) {
    runs(run.outcome()).increment();
    last = run;
    if (!run.isFailed()) {
      rows = RunReport.in(report);
    }
  }
}
