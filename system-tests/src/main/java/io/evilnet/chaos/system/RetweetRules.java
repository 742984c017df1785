package io.evilnet.chaos.system;

import io.evilnet.chaos.oracle.Counting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rules that match native retweets, and the setting that counts these as received by the city of
 * the original. Rules of places, the default, match none of them.
 */
final class RetweetRules {

  private static final String RULE = "  - value: \"%s\"";

  private RetweetRules() {}

  /**
   * Writes the rules and returns the environment variables that use them; empty for all countries,
   * whose default rules remain.
   *
   * @param directory directory of the file, which is created if missing
   */
  static Map<String, String> write(Path directory, Counting counting) throws IOException {
    if (counting.countries().isEmpty()) {
      return Map.of();
    }
    List<String> lines = new ArrayList<>(List.of("rules:", RULE.formatted("the")));
    counting.countries().forEach(country -> lines.add(RULE.formatted("place_country:" + country)));
    Path file = Files.createDirectories(directory).resolve("rules.yaml");
    Files.write(file, lines);
    return Map.of("EVILNET_RULES", file.toString(), "EVILNET_RETWEET_CITY", "original");
  }
}
