package io.evilnet.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what came of a run: {@code chaos.json} with everything, {@code chaos.html} to look at. */
final class ChaosReport {

  static final String JSON = "chaos.json";
  static final String HTML = "chaos.html";

  private static final int WIDTH = 900;
  private static final int HEIGHT = 200;

  private ChaosReport() {}

  /**
   * Writes both files.
   *
   * @throws IOException if one cannot be written
   */
  static void write(ChaosRun.Result result, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(JSON), json(result), UTF_8);
    Files.writeString(directory.resolve(HTML), html(result), UTF_8);
  }

  /** The command that runs the same again. */
  static String again(ChaosRun.Result result) {
    return "bin/evilnet chaos %s --rate %d --streams-apps %d --min-insync-replicas %d"
        .formatted(
            result.plan().options(),
            result.settings().rate(),
            result.settings().streamsApps(),
            result.settings().minInsyncReplicas());
  }

  private static String json(ChaosRun.Result result) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ObjectNode report = mapper.createObjectNode();
    report.put("seed", result.plan().seed());
    report.put("seconds", result.plan().length().toSeconds());
    report.put("rate", result.settings().rate());
    report.put("held", result.held());
    report.put("again", again(result));
    report.put("accepted", result.truth().accepted());
    ArrayNode verdicts = report.putArray("verdicts");
    for (Verdict verdict : result.verdicts()) {
      ObjectNode node = verdicts.addObject();
      node.put("invariant", verdict.invariant()).put("held", verdict.held());
      verdict.details().forEach(node.putArray("details")::add);
    }
    result.happened().forEach(report.putArray("happened")::add);
    ArrayNode recoveries = report.putArray("recoveries");
    for (Recovery recovery : result.recoveries()) {
      ObjectNode node = recoveries.addObject().put("fault", recovery.fault());
      recovery.produceStall().ifPresent(time -> node.put("produceStallMillis", time.toMillis()));
      recovery.deficitSeconds().ifPresent(seconds -> node.put("deficitSeconds", seconds));
      recovery.deficitBefore().ifPresent(seconds -> node.put("deficitSecondsBefore", seconds));
      recovery.rowsBehind().ifPresent(time -> node.put("rowsBehindMillis", time.toMillis()));
    }
    ArrayNode samples = report.putArray("samples");
    for (Sample sample : result.samples()) {
      samples
          .addObject()
          .put("millis", sample.at().toMillis())
          .put("accepted", sample.accepted())
          .put("settled", sample.settled())
          .put("visible", sample.visible())
          .put("residentBytes", sample.residentBytes())
          .put("diskBytes", sample.diskBytes());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static String html(ChaosRun.Result result) {
    return """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Chaos, seed %d</title>
        <style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        .held{color:#15691f}.broken{color:#b00020}svg{border:1px solid #ccc}</style>
        <h1>Seed %d, %d s at %,d posts/s: %s</h1>
        <p>%,d posts accepted. Again: <code>%s</code></p>
        <h2>Verdicts</h2><ul>%s</ul>
        <h2>Accepted, not yet settled</h2>%s
        <h2>Recovery</h2><ul>%s</ul>
        <h2>What happened</h2><pre>%s</pre></html>
        """
        .formatted(
            result.plan().seed(),
            result.plan().seed(),
            result.plan().length().toSeconds(),
            result.settings().rate(),
            result.held() ? "every invariant held" : "BROKEN",
            result.truth().accepted(),
            again(result),
            result.verdicts().stream().map(ChaosReport::item).collect(joining()),
            curve(result.samples()),
            result.recoveries().stream()
                .map(recovery -> "<li>" + escape(recovery.toString()) + "</li>")
                .collect(joining()),
            escape(String.join("\n", result.happened())));
  }

  private static String item(Verdict verdict) {
    return "<li class=\"%s\">%s</li>"
        .formatted(verdict.held() ? "held" : "broken", escape(verdict.toString()));
  }

  /** The backlog over time, where both numbers are known. */
  private static String curve(List<Sample> samples) {
    List<Sample> known =
        samples.stream().filter(s -> s.accepted() >= 0 && s.settled() >= 0).toList();
    double end = known.stream().mapToLong(s -> s.at().toMillis()).max().orElse(1);
    double most = Math.max(1, known.stream().mapToLong(ChaosReport::backlog).max().orElse(1));
    String points =
        known.stream()
            .map(
                s ->
                    "%.1f,%.1f"
                        .formatted(
                            s.at().toMillis() / end * WIDTH,
                            HEIGHT - backlog(s) / most * (HEIGHT - 10)))
            .collect(joining(" "));
    return """
        <svg viewBox="0 0 %d %d" width="100%%" role="img" aria-label="Backlog over time, at most %,.0f posts">
        <polyline fill="none" stroke="#1a56a8" stroke-width="1.5" points="%s"/></svg><p>At most %,.0f posts.</p>"""
        .formatted(WIDTH, HEIGHT, most, points, most);
  }

  private static long backlog(Sample sample) {
    return Math.max(0, sample.accepted() - sample.settled());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
