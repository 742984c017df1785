package io.evilnet.ingest.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Offline validation of a rule: balanced quotes and parentheses, and a standalone operator. It
 * reports only definite errors; X's dry run is authoritative.
 *
 * @see <a href="https://docs.x.com/x-api/posts/filtered-stream/integrate/build-a-rule">X: build a
 *     rule</a>
 */
final class RuleSyntax {

  /** A quoted text, a parenthesis, or a token between spaces, with its quotes and brackets. */
  private static final Pattern TOKEN =
      Pattern.compile("-?\\(|\\)|(?:\"[^\"]*\"|\\[[^\\]]*\\]|[^\\s()\"\\[\\]])+|\\S");

  private static final Pattern SAMPLE = Pattern.compile("sample:(100|[1-9]\\d?)");

  /** Operators that X accepts only in conjunction with a standalone operator. */
  private static final Set<String> NOT_STANDALONE =
      Set.of(
          "is",
          "has",
          "lang",
          "sample",
          "followers_count",
          "following_count",
          "tweets_count",
          "listed_count",
          "embedding_threshold");

  private RuleSyntax() {}

  /** Returns the reason why X would reject a rule; empty if there is none. */
  static Optional<String> problem(String rule) {
    List<String> operators = new ArrayList<>();
    int open = 0;
    Matcher tokens = TOKEN.matcher(rule);
    while (tokens.find()) {
      String token = tokens.group();
      switch (token) {
        case "-(" -> {
          return Optional.of("a group cannot be negated: negate each of its operators");
        }
        case "(" -> open++;
        case ")" -> open--;
        case "\"", "[", "]" -> {
          return Optional.of("unbalanced %s".formatted(token));
        }
        default -> operators.add(token.toLowerCase(Locale.ROOT));
      }
      if (open < 0) {
        return Optional.of("unbalanced )");
      }
    }
    return open > 0 ? Optional.of("unbalanced (") : problem(operators);
  }

  private static Optional<String> problem(List<String> operators) {
    boolean standsAlone = false;
    for (String operator : operators) {
      if (operator.startsWith("-sample:")) {
        return Optional.of("sample: cannot be negated");
      }
      if (operator.equals("is:nullcast")) {
        return Optional.of("is:nullcast must be negated");
      }
      if (operator.startsWith("sample:") && !SAMPLE.matcher(operator).matches()) {
        return Optional.of("sample: requires a number from 1 to 100");
      }
      standsAlone |= !operator.equals("or") && !operator.startsWith("-") && isStandalone(operator);
    }
    return standsAlone
        ? Optional.empty()
        : Optional.of(
            "it requires a word or a standalone operator such as place_country:CA;"
                + " is:, has:, lang:, sample:, counts and negations are not");
  }

  private static boolean isStandalone(String operator) {
    int colon = operator.indexOf(':');
    return colon < 0 || !NOT_STANDALONE.contains(operator.substring(0, colon));
  }
}
