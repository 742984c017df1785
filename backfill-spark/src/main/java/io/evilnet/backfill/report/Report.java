package io.evilnet.backfill.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evilnet.backfill.compare.Difference;
import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.compare.Difference.Metric;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.TopicOffsets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

/** Writes an outcome: the first differences to the terminal, all to {@code report.json}. */
public final class Report {

  static final String JSON = "report.json";
  static final String HTML = "report.html";

  private static final int MAX_ON_TERMINAL = 20;
  private static final String COLUMNS = "%-20s  %-24s  %-16s  %-8s  %9s  %9s%n";

  private final Path directory;
  private final PrintWriter out;

  public Report(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * Writes the report.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Outcome outcome, Iterator<Difference> differences) {
    try {
      Files.createDirectories(directory);
      try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(directory.resolve(JSON).toFile(), JsonEncoding.UTF8);
          Writer file = Files.newBufferedWriter(directory.resolve(HTML), UTF_8)) {
        HtmlReport html = new HtmlReport(file);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        writeOutcome(json, outcome);
        html.begin(outcome);
        json.writeArrayFieldStart("differences");
        writeDifferences(differences, json, html);
        json.writeEndArray();
        json.writeEndObject();
        html.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "failed to write the report to %s (%s); specify another directory with --report"
              .formatted(directory, e),
          e);
    }
    Tally tally = outcome.tally();
    out.printf(
        "%,d posts: %,d counted, %,d without a city, %,d duplicates, %,d dead-lettered, %,d outside the range%n",
        tally.posts(),
        tally.counted(),
        tally.unresolved(),
        tally.duplicates(),
        tally.dead(),
        tally.outside());
    out.printf(
        "%s: %,d totals of the windows %s: %s%n",
        outcome.settings().mode().label(), outcome.totals(), outcome.windows(), outcome.summary());
    out.printf("Report: %s%n", directory.resolve(HTML).toAbsolutePath().normalize());
    out.flush();
  }

  private void writeDifferences(
      Iterator<Difference> differences, JsonGenerator json, HtmlReport html) throws IOException {
    long count = 0;
    while (differences.hasNext()) {
      Difference difference = differences.next();
      writeDifference(json, difference);
      html.difference(difference);
      if (count == 0) {
        out.printf(COLUMNS, "WINDOW", "CITY", "TABLE", "METRIC", "ACTUAL", "EXPECTED");
      }
      count++;
      if (count <= MAX_ON_TERMINAL) {
        print(difference);
      }
    }
    if (count > MAX_ON_TERMINAL) {
      out.printf("%,d more rows are in the report%n", count - MAX_ON_TERMINAL);
    }
  }

  private void print(Difference difference) {
    for (Metric metric : difference.metrics()) {
      out.printf(
          COLUMNS,
          difference.key().windowStart(),
          difference.cityName(),
          difference.table().label(),
          metric.metric(),
          text(metric.stored()),
          text(metric.expected()));
    }
  }

  /** Formats a number; a dash if there is no row. */
  static String text(Long number) {
    return number == null ? "-" : number.toString();
  }

  private static void writeOutcome(JsonGenerator json, Outcome outcome) throws IOException {
    JobSettings settings = outcome.settings();
    json.writeStringField("run", outcome.run());
    json.writeStringField("mode", settings.mode().label());
    json.writeStringField("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.writeStringField("summary", outcome.summary());
    json.writeStringField("keyspace", settings.target().keyspace());
    json.writeStringField("startedAt", outcome.startedAt().toString());
    json.writeNumberField("tookSeconds", outcome.took().toMillis() / 1_000.0);
    json.writeNumberField("postsPerSecond", outcome.postsPerSecond());
    json.writeObjectFieldStart("windows");
    json.writeStringField("from", outcome.windows().from().toString());
    json.writeStringField("to", outcome.windows().to().toString());
    json.writeStringField("length", settings.rules().window().toString());
    json.writeNumberField("count", outcome.windows().windows(settings.rules().window()));
    json.writeNumberField("uncounted", outcome.uncounted());
    json.writeEndObject();
    writeOffsets(json, outcome.offsets());
    Tally tally = outcome.tally();
    json.writeObjectFieldStart("posts");
    json.writeNumberField("read", tally.posts());
    json.writeNumberField("counted", tally.counted());
    json.writeNumberField("unresolved", tally.unresolved());
    json.writeNumberField("duplicates", tally.duplicates());
    json.writeNumberField("dead", tally.dead());
    json.writeNumberField("outside", tally.outside());
    json.writeEndObject();
    json.writeObjectFieldStart("rows");
    json.writeNumberField("totals", outcome.totals());
    for (Kind kind : Kind.values()) {
      json.writeNumberField(kind.label(), outcome.differences().getOrDefault(kind, 0L));
    }
    json.writeNumberField("written", outcome.written());
    json.writeNumberField("remaining", outcome.remaining());
    json.writeEndObject();
  }

  private static void writeOffsets(JsonGenerator json, TopicOffsets offsets) throws IOException {
    json.writeObjectFieldStart("offsets");
    json.writeStringField("topic", offsets.topic());
    json.writeStringField("fixedAt", offsets.fixedAt().toString());
    json.writeArrayFieldStart("partitions");
    for (PartitionOffsets partition : offsets.partitions()) {
      json.writeStartObject();
      json.writeNumberField("partition", partition.partition());
      json.writeNumberField("start", partition.start());
      json.writeNumberField("end", partition.end());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeDifference(JsonGenerator json, Difference difference)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("window", difference.key().windowStart().toString());
    json.writeStringField("cityId", difference.key().cityId());
    json.writeStringField("city", difference.cityName());
    json.writeStringField("table", difference.table().label());
    json.writeStringField("kind", difference.kind().label());
    for (Metric metric : difference.metrics()) {
      json.writeObjectFieldStart(metric.metric());
      writeNumber(json, "actual", metric.stored());
      writeNumber(json, "expected", metric.expected());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, String field, Long number)
      throws IOException {
    if (number == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, number);
    }
  }
}
