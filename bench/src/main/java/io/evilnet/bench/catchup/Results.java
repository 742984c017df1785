package io.evilnet.bench.catchup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Measured posts per second by contestant and round; none for an incorrect result. */
final class Results {

  private static final int DECIMALS = 1_000;

  private final Workload workload;
  private final List<String> names;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private Map<Resource, Double> resources = Map.of();
  private int rounds;
  private boolean rowsEqual = true;

  /**
   * Creates empty results.
   *
   * @param workload of each round
   * @param names contestants; the last one is compared with the others
   */
  Results(Workload workload, List<String> names) {
    this.workload = workload;
    this.names = names;
    names.forEach(name -> values.put(name, new ArrayList<>()));
  }

  /**
   * Adds a round and returns its line of the table.
   *
   * @param round posts per second by contestant; empty for an incorrect result
   */
  String add(Map<String, Optional<Double>> round) {
    rounds++;
    round.forEach((name, value) -> value.ifPresent(values.get(name)::add));
    boolean equal = round.get(ours()).isPresent();
    rowsEqual &= equal;
    return line(Integer.toString(rounds), name -> cell(round.get(name)))
        + (equal ? "  equal" : "  DIFFERENT");
  }

  /** Sets the resources of streams-app to the medians of its runs. */
  void addResources(List<Map<Resource, Double>> runs) {
    resources = Resource.medians(runs);
  }

  /** Returns whether the rows of streams-app equalled the recount in all rounds. */
  boolean rowsEqual() {
    return rowsEqual;
  }

  String heading() {
    return line("posts/s", name -> name) + "  rows";
  }

  /** Returns the summary lines below the rounds. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(line("median", name -> cell(spread(name).map(Spread::median))));
    lines.add(line("min", name -> cell(spread(name).map(Spread::min))));
    lines.add(line("max", name -> cell(spread(name).map(Spread::max))));
    lines.add(
        line(
            "ratio",
            name ->
                ratio(name).map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-")));
    if (!resources.isEmpty()) {
      lines.add(ours() + ": " + Resource.describe(resources));
    }
    return lines;
  }

  /** Returns the medians by name, the workload, spreads, ratios and resources. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putRate(json, ours(), ours(), Spread::median);
    others().forEach(name -> putRate(json, name, name, Spread::median));
    json.put("rows_equal", rowsEqual).put("posts", workload.posts()).put("rounds", rounds);
    json.put("cities", workload.cities())
        .put("partitions", workload.partitions())
        .put("hours", workload.hours())
        .put("instances", workload.instances());
    ObjectNode spreads = json.putObject("spread");
    for (String name : names) {
      ObjectNode of = spreads.putObject(name);
      putRate(of, "min", name, Spread::min);
      putRate(of, "max", name, Spread::max);
    }
    ObjectNode ratios = json.putObject("ratios");
    others().forEach(name -> ratios.put(name, ratio(name).orElse(null)));
    ObjectNode taken = json.putObject("resources");
    resources.forEach((resource, value) -> taken.put(resource.key(), rounded(value)));
    return json;
  }

  private String ours() {
    return names.get(names.size() - 1);
  }

  private List<String> others() {
    return names.subList(0, names.size() - 1);
  }

  private Optional<Spread> spread(String name) {
    List<Double> measured = values.get(name);
    return measured.isEmpty() ? Optional.empty() : Optional.of(Spread.of(measured));
  }

  /** Returns the ratio of the median of streams-app to that of another contestant. */
  private Optional<Double> ratio(String name) {
    return spread(ours())
        .flatMap(own -> spread(name).map(other -> own.median() / other.median()))
        .map(Results::rounded);
  }

  private static double rounded(double value) {
    return (double) Math.round(value * DECIMALS) / DECIMALS;
  }

  private void putRate(ObjectNode json, String key, String name, ToDoubleFunction<Spread> value) {
    json.put(key, spread(name).map(spread -> Math.round(value.applyAsDouble(spread))).orElse(null));
  }

  private static String cell(Optional<Double> value) {
    return value.map(each -> String.format(Locale.ROOT, "%,.0f", each)).orElse("-");
  }

  private String line(String first, Function<String, String> cell) {
    return names.stream()
        .map(name -> String.format(Locale.ROOT, "%10s", cell.apply(name)))
        .collect(Collectors.joining(" ", String.format(Locale.ROOT, "%-8s", first), ""));
  }
}
