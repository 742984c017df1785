package io.evilnet.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The country that a rule of X's filtered stream is bound to, read from the rule itself or from a
 * tag that holds its {@code place_country:XX}.
 */
public final class RuleCountry {

  private static final String OPERATOR = "place_country:";
  private static final Pattern COUNTRY = Pattern.compile("\\bplace_country:([A-Za-z]{2})\\b");

  /** Alternatives and negations: such a rule matches posts of other countries as well. */
  private static final Pattern UNBOUND = Pattern.compile("\\bOR\\b|-place_country:|-\\s*\\(");

  private RuleCountry() {}

  /**
   * Returns the country as an upper-case ISO 3166-1 alpha-2 code.
   *
   * @param rule a rule's value or its tag
   * @return empty if it names no country, several, or alternatives to the one that it names
   */
  public static Optional<String> of(String rule) {
    if (!rule.contains(OPERATOR) || UNBOUND.matcher(rule).find()) {
      return Optional.empty();
    }
    String country = "";
    for (Matcher named = COUNTRY.matcher(rule); named.find(); ) {
      String code = CountryCode.normalize(named.group(1));
      if (!country.isEmpty() && !country.equals(code)) {
        return Optional.empty();
      }
      country = code;
    }
    return country.isEmpty() ? Optional.empty() : Optional.of(country);
  }
}
