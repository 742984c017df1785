package io.evilnet.ingest.x;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A desired rule of the filtered stream.
 *
 * @param value rule expression of 1 to 1,024 characters
 * @param tag label that X delivers with each matching post; starts with {@link #OWN_TAG_PREFIX}
 */
public record StreamRule(String value, String tag) {

  /**
   * Prefix of the tags of managed rules, which distinguishes them from those of other applications.
   */
  public static final String OWN_TAG_PREFIX = "evilnet:";

  private static final int MAX_VALUE_LENGTH = 1_024;

  private static final String COUNTRY = "place_country:";
  private static final String OR = " OR ";

  /** Maximum number of countries in a rule. */
  static final int MAX_COUNTRIES =
      (MAX_VALUE_LENGTH + OR.length()) / (COUNTRY.length() + 2 + OR.length());

  public StreamRule {
    if (value.isBlank() || value.length() > MAX_VALUE_LENGTH) {
      throw new IllegalArgumentException(
          "a rule must be 1 to 1024 characters, but has %d: %s".formatted(value.length(), value));
    }
    RuleSyntax.problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("invalid rule %s: %s".formatted(value, problem));
            });
    if (!tag.startsWith(OWN_TAG_PREFIX)) {
      throw new IllegalArgumentException(
          "a rule's tag must start with %s, but is %s".formatted(OWN_TAG_PREFIX, tag));
    }
  }

  /** Returns the rule for posts of a country. */
  static StreamRule ofCountry(String code) {
    String value = COUNTRY + code;
    return new StreamRule(value, OWN_TAG_PREFIX + value);
  }

  /**
   * Returns a rule for posts of several countries. Its tag names no country that could be mistaken
   * for that of a post.
   *
   * @param codes 1 to {@link #MAX_COUNTRIES}
   */
  static StreamRule ofCountries(List<String> codes) {
    return new StreamRule(
        codes.stream().map(COUNTRY::concat).collect(Collectors.joining(OR)),
        OWN_TAG_PREFIX + "countries:" + codes.get(0) + "-" + codes.get(codes.size() - 1));
  }
}
