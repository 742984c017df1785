package io.evilnet.backfill.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.backfill.compare.Difference;
import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.compare.Difference.Metric;
import io.evilnet.backfill.count.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Locale;

/** A result as one self-contained HTML page: the summary, then the table of differences. */
final class HtmlReport {

  /** The maximum number of rows; the JSON report contains all. */
  private static final int MAX_ROWS = 5_000;

  private final Writer out;
  private long rows;

  HtmlReport(Writer out) {
    this.out = out;
  }

  void begin(Outcome outcome) throws IOException {
    String status = outcome.status().name().toLowerCase(Locale.ROOT);
    Tally tally = outcome.tally();
    out.write(
        head()
            .replace("${title}", escape("EvilNet " + outcome.settings().mode().label()))
            .replace("${status}", status)
            .replace("${summary}", escape(outcome.summary())));
    out.write("<dl>");
    fact("Windows", outcome.windows().toString());
    fact("Keyspace", outcome.settings().target().keyspace());
    fact("Posts up to", outcome.offsets().fixedAt().toString());
    fact("Posts read", "%,d".formatted(tally.posts()));
    fact("Posts per second", "%,d".formatted(outcome.postsPerSecond()));
    fact("Counted for a city", "%,d".formatted(tally.counted()));
    fact("Without a city", "%,d".formatted(tally.unresolved()));
    fact("Duplicates", "%,d".formatted(tally.duplicates()));
    fact("Dead-lettered", "%,d".formatted(tally.dead()));
    fact("Outside the range", "%,d".formatted(tally.outside()));
    fact("Totals counted", "%,d".formatted(outcome.totals()));
    for (Kind kind : Kind.values()) {
      fact("Rows " + kind.label(), "%,d".formatted(outcome.differences().getOrDefault(kind, 0L)));
    }
    fact("Rows written", "%,d".formatted(outcome.written()));
    fact("Run", outcome.run());
    fact("Duration", outcome.took().toMillis() / 1_000.0 + " s");
    out.write("</dl>\n");
  }

  void difference(Difference difference) throws IOException {
    if (rows == 0) {
      out.write(
          "<table><thead><tr><th>Window<th>City<th>Table<th>Row<th>Metric<th>Actual<th>Expected"
              + "</thead><tbody>\n");
    }
    rows++;
    if (rows > MAX_ROWS) {
      return;
    }
    for (Metric metric : difference.metrics()) {
      out.write(
          "<tr class=%s><td>%s<td>%s<td>%s<td>%s<td>%s<td class=n>%s<td class=n>%s\n"
              .formatted(
                  difference.kind().label(),
                  difference.key().windowStart(),
                  escape(difference.cityName()),
                  difference.table().label(),
                  difference.kind().label(),
                  metric.metric(),
                  Report.text(metric.stored()),
                  Report.text(metric.expected())));
    }
  }

  void end() throws IOException {
    if (rows > 0) {
      out.write("</tbody></table>\n");
    }
    if (rows > MAX_ROWS) {
      out.write(
          "<p>%,d more rows are in %s.</p>\n".formatted(rows - MAX_ROWS, escape(Report.JSON)));
    }
    out.write("</main></html>\n");
  }

  private void fact(String name, String value) throws IOException {
    out.write("<div><dt>%s<dd>%s</div>\n".formatted(escape(name), escape(value)));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String head() throws IOException {
    try (InputStream head = HtmlReport.class.getResourceAsStream("report-head.html")) {
      return new String(head.readAllBytes(), UTF_8);
    }
  }
}
