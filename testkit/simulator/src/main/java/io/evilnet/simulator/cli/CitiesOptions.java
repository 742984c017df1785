package io.evilnet.simulator.cli;

import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.SimulatedEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Command-line options of the cities of simulated posts. */
final class CitiesOptions {

  @Option(
      names = "--countries",
      paramLabel = "CODE[,…]",
      defaultValue = "CA",
      description =
          "Countries of the simulated posts, two-letter ISO codes, or 'all' (default: ${DEFAULT-VALUE}).")
  private String countries;

  @Option(
      names = "--world",
      paramLabel = "N",
      description =
          "Posts from N cities: the 100 of Canada, the largest of each other country, and the largest"
              + " others; beyond the cities of 10,000 people or more, numbered ones. Takes precedence"
              + " over --countries.")
  private Integer world;

  @Option(
      names = "--events",
      paramLabel = "EVENT[,…]",
      description =
          "Cities with more posts than usual: Toronto*3@20m+30m is three times as many for 30"
              + " minutes, from 20 minutes after the first post.")
  private String events = "";

  /**
   * Returns the settings of a generator with posts from these cities.
   *
   * @throws IllegalArgumentException if the number of cities is below 1
   */
  GeneratorSettings applyTo(GeneratorSettings base) {
    GeneratorSettings settings = base.with(SimulatedEvent.parse(events));
    if (world == null) {
      return settings.from(countryCodes());
    }
    if (world < 1) {
      throw new IllegalArgumentException("world must be 1 city or more, but is " + world);
    }
    return settings.from(Set.of()).fromCities(world);
  }

  private Set<String> countryCodes() {
    return countries.strip().equalsIgnoreCase("all")
        ? Set.of()
        : Arrays.stream(countries.split(","))
            .map(code -> code.strip().toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }
}
