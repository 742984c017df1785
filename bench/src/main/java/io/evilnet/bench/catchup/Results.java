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

/** The measured posts a second. A contestant that was wrong has no value for that round. */
final class Results {

  private static final int DECIMALS = 1_000;

  private final long posts;
  private final List<String> names;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private int rounds;
  private boolean rowsEqual = true;

  /**
   * Results without a value.
   *
   * @param posts of each round
   * @param names of the contestants, the one that is compared with the others last
   */
  Results(long posts, List<String> names) {
    this.posts = posts;
    this.names = names;
    names.forEach(name -> values.put(name, new ArrayList<>()));
  }

  /**
   * Adds a round and returns its line of the table.
   *
   * @param round posts a second by contestant; empty for one that was wrong
   */
  String add(Map<String, Optional<Double>> round) {
    rounds++;
    round.forEach((name, value) -> value.ifPresent(values.get(name)::add));
    boolean equal = round.get(ours()).isPresent();
    rowsEqual &= equal;
    return line(Integer.toString(rounds), name -> cell(round.get(name)))
        + (equal ? "  equal" : "  DIFFERENT");
  }

  /** Returns true when the rows of ours equalled the recount in all rounds. */
  boolean rowsEqual() {
    return rowsEqual;
  }

  String heading() {
    return line("posts/s", name -> name) + "  rows";
  }

  /** The lines below those of the rounds. */
  List<String> summary() {
    return List.of(
        line("median", name -> cell(spread(name).map(Spread::median))),
        line("min", name -> cell(spread(name).map(Spread::min))),
        line("max", name -> cell(spread(name).map(Spread::max))),
        line(
            "ratio",
            name ->
                ratio(name).map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-")));
  }

  /** The medians by name, and what belongs to them. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putRate(json, ours(), ours(), Spread::median);
    others().forEach(name -> putRate(json, name, name, Spread::median));
    json.put("rows_equal", rowsEqual).put("posts", posts).put("rounds", rounds);
    ObjectNode spreads = json.putObject("spread");
    for (String name : names) {
      ObjectNode of = spreads.putObject(name);
      putRate(of, "min", name, Spread::min);
      putRate(of, "max", name, Spread::max);
    }
    ObjectNode ratios = json.putObject("ratios");
    others().forEach(name -> ratios.put(name, ratio(name).orElse(null)));
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

  /** The median of ours to that of another. */
  private Optional<Double> ratio(String name) {
    return spread(ours())
        .flatMap(mine -> spread(name).map(other -> mine.median() / other.median()))
        .map(ratio -> (double) Math.round(ratio * DECIMALS) / DECIMALS);
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
