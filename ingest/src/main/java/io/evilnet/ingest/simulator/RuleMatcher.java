package io.evilnet.ingest.simulator;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which posts the rules of an account let through.
 *
 * <p>Understood are {@code place_country:}, {@code place:} and {@code bounding_box:}, each as a
 * rule of its own. A rule that says anything else lets every post through.
 */
final class RuleMatcher {

  private static final Pattern COUNTRY = Pattern.compile("place_country:([A-Za-z]{2})");
  private static final Pattern PLACE = Pattern.compile("place:(?:\"([^\"]+)\"|(\\S+))");
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern BOX =
      Pattern.compile("bounding_box:\\[%1$s %1$s %1$s %1$s]".formatted(NUMBER));

  private final List<Predicate<SimulatedPlace>> rules;
  private final boolean everything;

  private RuleMatcher(List<Predicate<SimulatedPlace>> rules, boolean everything) {
    this.rules = rules;
    this.everything = everything;
  }

  static RuleMatcher of(List<String> values) {
    return new RuleMatcher(
        values.stream().flatMap(value -> rule(value).stream()).toList(),
        values.stream().anyMatch(value -> !isUnderstood(value)));
  }

  /** Whether a rule lets anything but all posts through. */
  static boolean isUnderstood(String value) {
    return rule(value).isPresent();
  }

  boolean matches(SimulatedLine line) {
    if (everything) {
      return true;
    }
    SimulatedPlace place = line.place();
    return place != null && rules.stream().anyMatch(rule -> rule.test(place));
  }

  private static Optional<Predicate<SimulatedPlace>> rule(String value) {
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
