package io.evilnet.chaos.oracle;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Counting settings of a system, shared with the oracle.
 *
 * @param countries two-letter codes; empty for all
 * @param window length of the windows
 * @param grace grace period
 */
public record Counting(Set<String> countries, Duration window, Duration grace) {

  /** Canada, windows of 5 minutes, grace period of 15 minutes. */
  public static final Counting DEFAULT =
      new Counting(Set.of("CA"), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /** Returns the countries in the form of the setting. */
  public String countriesSetting() {
    return countries.isEmpty() ? "all" : String.join(",", countries);
  }

  /** Returns the settings as environment variables. */
  public Map<String, String> environment() {
    return Map.of(
        "EVILNET_COUNTRIES", countriesSetting(),
        "EVILNET_WINDOW", window.toSeconds() + "s",
        "EVILNET_GRACE", grace.toSeconds() + "s");
  }
}
