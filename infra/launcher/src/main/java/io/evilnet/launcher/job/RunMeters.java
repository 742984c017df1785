package io.evilnet.launcher.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.launcher.cluster.SparkJob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of repeated runs. */
public final class RunMeters {

  private static final Logger LOG = LoggerFactory.getLogger(RunMeters.class);

  private final MeterRegistry registry;
  private volatile EndedRun last;
  private volatile long different;
  private volatile long written;

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
    gauge("last.rows.different", "Differing rows in the last run", () -> different);
    gauge("last.rows.written", "Rows written by the last run", () -> written);
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
      update(report.resolve(SparkJob.REPORT));
    }
  }

  /** Updates the numbers of rows; a run that compared nothing has no report. */
  private void update(Path report) {
    if (!Files.exists(report)) {
      different = 0;
      written = 0;
      return;
    }
    try {
      read(report);
    } catch (IOException e) {
      LOG.error("cannot read {}", report, e);
    }
  }

  /** Reads token by token: the differences of a report can exceed the heap. */
  private void read(Path report) throws IOException {
    long differing = 0;
    try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isRows = json.currentName().equals("rows");
        json.nextToken();
        while (isRows && json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          long number = json.nextLongValue(0);
          switch (field) {
            case "wrong", "missing", "extra" -> differing += number;
            case "written" -> written = number;
            default -> {}
          }
        }
        json.skipChildren();
      }
    }
    different = differing;
  }
}
