package io.evilnet.schedule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Metrics of the runs. */
final class RunMeters {

  /** Outcome of a run. */
  enum Ending {
    EQUAL,
    DIFFERENT,
    FAILED;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns the outcome of an exit code of the job. */
    static Ending of(int exitCode) {
      return switch (exitCode) {
        case 0 -> EQUAL;
        case 1 -> DIFFERENT;
        default -> FAILED;
      };
    }
  }

  private final MeterRegistry registry;
  private final AtomicLong lastEnd = new AtomicLong();
  private final AtomicLong lastMillis = new AtomicLong();
  private final AtomicLong different = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  RunMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Ending ending : Ending.values()) {
      registry.counter("evilnet.validation.runs", "outcome", ending.label());
    }
    gauge("evilnet.validation.last.end.seconds", "End of the last run as Unix time", lastEnd);
    gauge("evilnet.validation.last.rows.different", "Differing rows in the last run", different);
    gauge("evilnet.validation.last.rows.written", "Rows written by the last run", written);
    Gauge.builder("evilnet.validation.last.duration.seconds", () -> lastMillis.get() / 1_000.0)
        .description("Duration of the last run")
        .register(registry);
  }

  private void gauge(String name, String description, AtomicLong value) {
    Gauge.builder(name, value::get).description(description).register(registry);
  }

  void ended(Ending ending, Instant at, Duration took) {
    registry.counter("evilnet.validation.runs", "outcome", ending.label()).increment();
    lastEnd.set(at.getEpochSecond());
    lastMillis.set(took.toMillis());
  }

  /** Updates the row metrics from the report of the run. */
  void read(Path report) throws IOException {
    long differing = 0;
    try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean rows = json.currentName().equals("rows");
        json.nextToken();
        while (rows && json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          long number = json.nextLongValue(0);
          switch (field) {
            case "wrong", "missing", "extra" -> differing += number;
            case "written" -> written.set(number);
            default -> {}
          }
        }
        json.skipChildren();
      }
    }
    different.set(differing);
  }
}
