package io.evilnet.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the counting that a system is started with, and that the oracle counts by.
 *
 * @param countries two-letter codes; empty for all
 * @param window length of the windows
 * @param grace how long after its end a window takes posts
 */
record Counting(Set<String> countries, Duration window, Duration grace) {

  /** Canada, 5 minutes, 15 of grace. */
  static final Counting DEFAULT =
      new Counting(Set.of("CA"), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /** The countries as the setting has them. */
  String countriesSetting() {
    return countries.isEmpty() ? "all" : String.join(",", countries);
  }

  /** As variables of the environment. */
  Map<String, String> environment() {
    return Map.of(
        "EVILNET_COUNTRIES", countriesSetting(),
        "EVILNET_WINDOW", window.toSeconds() + "s",
        "EVILNET_GRACE", grace.toSeconds() + "s");
  }
}
