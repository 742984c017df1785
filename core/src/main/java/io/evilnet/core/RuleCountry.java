package io.evilnet.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The country to which a rule of X's filtered stream is restricted, read from {@code
 * place_country:XX} in its value or tag.
 */
public final class RuleCountry {

  private static final String OPERATOR = "place_country:";
  private static final Pattern COUNTRY = Pattern.compile("\\bplace_country:([A-Za-z]{2})\\b");

  /** Alternatives and negations: a rule with one also matches posts of other countries. */
  private static final Pattern UNBOUND = Pattern.compile("\\bOR\\b|-place_country:|-\\s*\\(");

  private RuleCountry() {}

  /**
   * Returns the country as an upper-case ISO 3166-1 alpha-2 code.
   *
   * @param rule a rule's value or its tag
   * @return empty if it contains no country, more than one, or an alternative to it
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
