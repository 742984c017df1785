package io.evilnet.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evilnet.chaos.check.Backlog.Entry;
import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.InjectedFault;
import io.evilnet.chaos.observe.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Writes the result of a run: {@code chaos.json} with all data, {@code chaos.html} for display. */
final class ChaosReport {

  static final String JSON = "chaos.json";
  static final String HTML = "chaos.html";

  private ChaosReport() {}

  /**
   * Writes both files.
   *
   * @throws IOException if one cannot be written
   */
  static void write(ChaosRun.Result result, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(JSON), json(result), UTF_8);
    Files.writeString(directory.resolve(HTML), ChaosPage.of(result), UTF_8);
  }

  /** Returns the command that repeats the run. */
  static String repeatCommand(ChaosRun.Result result) {
    return "bin/evilnet chaos " + result.plan().options() + " " + result.settings().options();
  }

  private static String json(ChaosRun.Result result) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ObjectNode report = mapper.createObjectNode();
    report.put("seed", result.plan().seed());
    report.put("seconds", result.plan().length().toSeconds());
    report.put("rate", result.settings().rate());
    report.put("held", result.held());
    report.put("again", repeatCommand(result));
    report.put("accepted", result.expected().accepted());
    ArrayNode verdicts = report.putArray("verdicts");
    for (Verdict verdict : result.verdicts()) {
      ObjectNode node = verdicts.addObject();
      node.put("invariant", verdict.invariant()).put("held", verdict.held());
      verdict.details().forEach(node.putArray("details")::add);
    }
    result.events().forEach(report.putArray("happened")::add);
    ArrayNode recoveries = report.putArray("recoveries");
    for (Recovery recovery : result.recoveries()) {
      add(recoveries.addObject(), recovery, result.backlog().start());
    }
    ArrayNode samples = report.putArray("samples");
    for (Entry entry : result.backlog().entries()) {
      add(samples.addObject(), entry);
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static void add(ObjectNode node, Recovery recovery, Instant start) {
    InjectedFault injected = recovery.injected();
    node.put("fault", injected.fault().toString());
    node.put("fromMillis", Duration.between(start, injected.from()).toMillis());
    node.put("toMillis", Duration.between(start, injected.to()).toMillis());
    recovery.produceStall().ifPresent(time -> node.put("produceStallMillis", time.toMillis()));
    recovery.deficitSeconds().ifPresent(seconds -> node.put("deficitSeconds", seconds));
    recovery.deficitBefore().ifPresent(seconds -> node.put("deficitSecondsBefore", seconds));
    recovery.rowsBehind().ifPresent(time -> node.put("rowsBehindMillis", time.toMillis()));
  }

  private static void add(ObjectNode node, Entry entry) {
    Sample sample = entry.sample();
    node.put("millis", sample.at().toMillis())
        .put("accepted", sample.accepted())
        .put("settled", sample.settled())
        .put("totals", sample.totals())
        .put("visible", sample.visible())
        .put("residentBytes", sample.residentBytes())
        .put("diskBytes", sample.diskBytes());
    entry.notInTotals().ifPresent(posts -> node.put("notInTotals", posts));
    entry.notInRows().ifPresent(posts -> node.put("notInRows", posts));
  }
}
