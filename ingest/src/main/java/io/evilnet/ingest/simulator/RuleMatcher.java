package io.evilnet.ingest.simulator;

import io.evilnet.ingest.simulator.RuleBook.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which posts the rules of an account let through.
 *
 * <p>Understood are {@code place_country:}, {@code place:} and {@code bounding_box:}, each as a
 * rule of its own, or several joined by {@code OR}. A rule that says anything else lets every post
 * through.
 */
final class RuleMatcher {

  private static final Pattern COUNTRY = Pattern.compile("place_country:([A-Za-z]{2})");
  private static final Pattern PLACE = Pattern.compile("place:(?:\"([^\"]+)\"|(\\S+))");
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern BOX =
      Pattern.compile("bounding_box:\\[%1$s %1$s %1$s %1$s]".formatted(NUMBER));

  private static final String OR = " OR ";

  private final List<Condition> conditions;

  /** A rule, and what it lets through; null for every post. */
  private record Condition(Rule rule, Predicate<SimulatedPlace> predicate) {

    boolean matches(SimulatedPlace place) {
      return predicate == null || (place != null && predicate.test(place));
    }
  }

  private RuleMatcher(List<Condition> conditions) {
    this.conditions = conditions;
  }

  static RuleMatcher of(Collection<Rule> rules) {
    return new RuleMatcher(
        rules.stream().map(rule -> new Condition(rule, anyOf(rule.value()).orElse(null))).toList());
  }

  /** Whether a rule lets anything but all posts through. */
  static boolean isUnderstood(String value) {
    return anyOf(value).isPresent();
  }

  /** The rules that let a line through. */
  List<Rule> matching(SimulatedLine line) {
    List<Rule> matching = new ArrayList<>(1);
    for (Condition condition : conditions) {
      if (condition.matches(line.place())) {
        matching.add(condition.rule());
      }
    }
    return matching;
  }

  private static Optional<Predicate<SimulatedPlace>> anyOf(String value) {
    Optional<Predicate<SimulatedPlace>> single = single(value);
    if (single.isPresent() || !value.contains(OR)) {
      return single;
    }
    List<Optional<Predicate<SimulatedPlace>>> alternatives =
        Arrays.stream(value.split(OR)).map(RuleMatcher::single).toList();
    return alternatives.stream().allMatch(Optional::isPresent)
        ? alternatives.stream().map(Optional::get).reduce(Predicate::or)
        : Optional.empty();
  }

  private static Optional<Predicate<SimulatedPlace>> single(String value) {
    Matcher country = COUNTRY.matcher(value);
    if (country.matches()) {
      return Optional.of(place -> place.country().equalsIgnoreCase(country.group(1)));
    }
    Matcher named = PLACE.matcher(value);
    if (named.matches()) {
      String name = named.group(1) == null ? named.group(2) : named.group(1);
      return Optional.of(
          place ->
              place.id().equals(name)
                  || place.name().equalsIgnoreCase(name)
                  || place.fullName().equalsIgnoreCase(name));
    }
    Matcher box = BOX.matcher(value);
    if (box.matches()) {
      double[] sides = new double[4];
      for (int side = 0; side < sides.length; side++) {
        sides[side] = Double.parseDouble(box.group(side + 1));
      }
      return Optional.of(place -> place.isWithin(sides[0], sides[1], sides[2], sides[3]));
    }
    return Optional.empty();
  }
}
