package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.evilnet.core.RuleCountry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The desired rules as a YAML file.
 *
 * <pre> rules: - value: place_country:CA tag: canada </pre>
 *
 * <p>The tag is optional and defaults to the value. The tag of a rule for a single country contains
 * the country; X delivers it with each post, and it determines the country of a place without a
 * code.
 */
public final class RuleFile {

  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int MAX_RULES = 1_000;

  private RuleFile() {}

  /**
   * Returns the rules for countries: one rule for each, whose tag names it; the number of
   * two-letter codes is below X's limit of rules. For all countries, as few rules as possible,
   * since the matching country is irrelevant then.
   *
   * @param countries two-letter ISO codes; empty for all
   */
  public static List<StreamRule> forCountries(Collection<String> countries) {
    if (!countries.isEmpty()) {
      return countries.stream().sorted().map(StreamRule::ofCountry).toList();
    }
    List<StreamRule> rules = new ArrayList<>();
    List<String> all = Arrays.stream(Locale.getISOCountries()).sorted().toList();
    for (int next = 0; next < all.size(); next += StreamRule.MAX_COUNTRIES) {
      int end = Math.min(all.size(), next + StreamRule.MAX_COUNTRIES);
      rules.add(StreamRule.ofCountries(all.subList(next, end)));
    }
    return rules;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or a rule is invalid
   */
  public static List<StreamRule> read(Path file) {
    List<StreamRule> rules;
    try (JsonParser yaml = YAML.createParser(Files.newInputStream(file))) {
      rules = readRules(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "rules file %s, line %d: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the file in rules: " + file, e);
    }
    if (rules.isEmpty() || rules.size() > MAX_RULES) {
      throw new IllegalArgumentException(
          "rules file %s must contain 1 to %d rules under 'rules:', but contains %d"
              .formatted(file, MAX_RULES, rules.size()));
    }
    rejectDuplicates(rules, file);
    return rules;
  }

  private static List<StreamRule> readRules(JsonParser yaml) throws IOException {
    List<StreamRule> rules = new ArrayList<>();
    if (yaml.nextToken() != JsonToken.START_OBJECT) {
      return rules;
    }
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      requireKey(yaml, Set.of("rules"));
      require(yaml, yaml.nextToken() == JsonToken.START_ARRAY, "'rules' must be a list");
      while (yaml.nextToken() != JsonToken.END_ARRAY) {
        boolean isObject = yaml.currentToken() == JsonToken.START_OBJECT;
        require(yaml, isObject, "a rule must have the key 'value', and may have 'tag'");
        rules.add(readRule(yaml));
      }
    }
    require(yaml, yaml.nextToken() == null, "a file must be a single YAML document");
    return rules;
  }

  private static StreamRule readRule(JsonParser yaml) throws IOException {
    String value = "";
    String tag = "";
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      String key = requireKey(yaml, Set.of("value", "tag"));
      JsonToken token = yaml.nextToken();
      require(yaml, token != null && token.isScalarValue(), "'" + key + "' must be text");
      String text = token == JsonToken.VALUE_NULL ? "" : yaml.getText().strip();
      if (key.equals("value")) {
        value = text;
      } else {
        tag = text;
      }
    }
    return new StreamRule(value, StreamRule.OWN_TAG_PREFIX + tag(value, tag));
  }

  private static String tag(String value, String tag) {
    if (tag.isEmpty()) {
      return value;
    }
    return RuleCountry.of(tag).isPresent()
        ? tag
        : RuleCountry.of(value).map(country -> tag + " place_country:" + country).orElse(tag);
  }

  private static String requireKey(JsonParser yaml, Set<String> keys) throws IOException {
    String key = yaml.currentName();
    require(yaml, keys.contains(key), "unknown key '%s'; expected one of %s".formatted(key, keys));
    return key;
  }

  private static void require(JsonParser yaml, boolean condition, String message)
      throws JsonParseException {
    if (!condition) {
      throw new JsonParseException(yaml, message);
    }
  }

  private static void rejectDuplicates(List<StreamRule> rules, Path file) {
    Set<String> values = new HashSet<>();
    for (StreamRule rule : rules) {
      if (!values.add(rule.value())) {
        throw new IllegalArgumentException(
            "rules file %s contains a duplicate rule: %s".formatted(file, rule.value()));
      }
    }
  }
}
