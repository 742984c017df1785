package io.evilnet.simulator;

import io.evilnet.simulator.RuleBook.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matcher of posts against the rules of an account.
 *
 * <p>Supported are {@code place_country:}, {@code place:} and {@code bounding_box:}, alone or
 * joined by {@code OR}. Every post matches any other rule.
 */
final class RuleMatcher {

  private static final Pattern COUNTRY = Pattern.compile("place_country:([A-Za-z]{2})");
  private static final Pattern PLACE = Pattern.compile("place:(?:\"([^\"]+)\"|(\\S+))");
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern BOX =
      Pattern.compile("bounding_box:\\[%1$s %1$s %1$s %1$s]".formatted(NUMBER));

  private static final String OR = " OR ";

  private final List<Condition> conditions;

  /** A rule and its predicate; null if every post matches. */
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

  /** Returns whether a rule is supported. */
  static boolean isSupported(String value) {
    return anyOf(value).isPresent();
  }

  /** Returns the rules that match a line. */
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
