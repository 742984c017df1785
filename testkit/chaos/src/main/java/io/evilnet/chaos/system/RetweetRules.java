package io.evilnet.chaos.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A rule that the simulator does not support, so that every post matches it, including native
 * retweets without a place; and the setting that counts these as received by the city of the
 * original. Rules of places, the default, match no native retweet.
 */
final class RetweetRules {

  private static final String RULES = "rules:\n  - value: the\n";

  private RetweetRules() {}

  /**
   * Returns the environment variables that use the rule.
   *
   * @param directory directory of the rules, created if missing
   */
  static Map<String, String> in(Path directory) throws IOException {
    Path file = Files.createDirectories(directory).resolve("rules.yaml");
    if (!Files.exists(file)) { // running processes may be reading it
      Files.writeString(file, RULES);
    }
    return Map.of("EVILNET_RULES", file.toString(), "EVILNET_RETWEET_CITY", "original");
  }
}
