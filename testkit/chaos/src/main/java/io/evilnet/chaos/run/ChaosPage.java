package io.evilnet.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evilnet.chaos.check.Backlog.Entry;
import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The result of a run as a self-contained HTML page. */
final class ChaosPage {

  /** Path in the webjar, with its version. */
  private static final String CHART = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");
  private static final double MILLIS = 1_000;

  private ChaosPage() {}

  /** Returns the report as HTML. */
  static String of(ChaosRun.Result result) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", escape(title(result)));
    parts.put("status", status(result.held()));
    parts.put("verdict", result.held() ? "every invariant held" : "VIOLATED");
    parts.put("accepted", "%,d".formatted(result.expected().accepted()));
    parts.put("again", escape(ChaosReport.repeatCommand(result)));
    parts.put("verdicts", result.verdicts().stream().map(ChaosPage::row).collect(joining()));
    parts.put(
        "recoveries",
        result.recoveries().stream()
            .map(recovery -> row(recovery, result.backlog().start()))
            .collect(joining()));
    parts.put("happened", escape(String.join("\n", result.events())));
    parts.put("backlog", backlog(result));
    parts.put("chart-style", resource(CHART + ".min.css"));
    parts.put("chart-library", resource(CHART + ".iife.min.js"));
    parts.put("chart", resource("chart.js"));
    return PLACEHOLDER
        .matcher(resource("chaos.html"))
        .replaceAll(placeholder -> Matcher.quoteReplacement(parts.get(placeholder.group(1))));
  }

  private static String title(ChaosRun.Result result) {
    FaultPlan plan = result.plan();
    return "%s, %d s at %,d posts/s"
        .formatted(
            plan.seed() == 0 ? "Listed faults" : "Seed " + plan.seed(),
            plan.length().toSeconds(),
            result.settings().rate());
  }

  private static String row(Verdict verdict) {
    return "<tr><td>%s</td><td class=\"%s\">%s</td><td>%s</td></tr>\n"
        .formatted(
            escape(verdict.invariant()),
            status(verdict.held()),
            verdict.held() ? "yes" : "NO",
            verdict.details().stream().map(ChaosPage::escape).collect(joining("<br>")));
  }

  private static String row(Recovery recovery, Instant start) {
    return "<tr><td class=\"n\">%.0f s</td><td>%s</td>%s%s%s%s</tr>\n"
        .formatted(
            seconds(start, recovery.injected().from()),
            escape(recovery.injected().fault().toString()),
            cell(recovery.produceStall()),
            cell(recovery.deficitSeconds()),
            cell(recovery.deficitBefore()),
            cell(recovery.rowsBehind()));
  }

  private static String cell(Optional<Duration> time) {
    return cell(
        time.isPresent()
            ? OptionalDouble.of(time.get().toMillis() / MILLIS)
            : OptionalDouble.empty());
  }

  private static String cell(OptionalDouble seconds) {
    return "<td class=\"n\">%s</td>"
        .formatted(seconds.isPresent() ? "%.1f s".formatted(seconds.getAsDouble()) : "");
  }

  /** Returns the data for {@code chart.js}. */
  private static String backlog(ChaosRun.Result result) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ObjectNode data = mapper.createObjectNode();
    ArrayNode seconds = data.putArray("seconds");
    ArrayNode totals = data.putArray("totals");
    ArrayNode rows = data.putArray("rows");
    for (Entry entry : result.backlog().entries()) {
      seconds.add(entry.sample().at().toMillis() / MILLIS);
      add(totals, entry.notInTotals());
      add(rows, entry.notInRows());
    }
    ArrayNode faults = data.putArray("faults");
    Instant start = result.backlog().start();
    for (Recovery recovery : result.recoveries()) {
      faults
          .addObject()
          .put("from", seconds(start, recovery.injected().from()))
          .put("to", seconds(start, recovery.injected().to()));
    }
    return mapper.writeValueAsString(data);
  }

  private static void add(ArrayNode numbers, OptionalLong number) {
    if (number.isPresent()) {
      numbers.add(number.getAsLong());
    } else {
      numbers.addNull();
    }
  }

  private static double seconds(Instant start, Instant at) {
    return Duration.between(start, at).toMillis() / MILLIS;
  }

  private static String status(boolean held) {
    return held ? "held" : "violated";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChaosPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
