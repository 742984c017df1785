package io.evilnet.simulator;

import java.util.List;
import java.util.Set;

/**
 * Settings of a generator.
 *
 * @param seed seed of the posts
 * @param postsPerSecond expected rate, which determines the number of authors
 * @param mix shares of the kinds of posts
 * @param countries countries of the posts as two-letter ISO codes; all if empty
 * @param cities number of cities, the largest of those countries, with invented ones if there are
 *     fewer; 0 for all towns of Canada and 1,000 cities of other countries
 * @param events intervals in which a city has more posts than usual
 */
public record GeneratorSettings(
    long seed,
    double postsPerSecond,
    PostMix mix,
    Set<String> countries,
    int cities,
    List<SimulatedEvent> events) {

  public GeneratorSettings {
    countries = Set.copyOf(countries);
    events = List.copyOf(events);
    if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
      throw new IllegalArgumentException(
          "rate must be above 0 posts per second, but is " + postsPerSecond);
    }
    if (cities < 0) {
      throw new IllegalArgumentException("cities must be 0 or more, but is " + cities);
    }
  }

  /** Settings for posts from Canada. */
  public GeneratorSettings(long seed, double postsPerSecond, PostMix mix) {
    this(seed, postsPerSecond, mix, Set.of(Country.CANADA.code()), 0, List.of());
  }

  /** Returns settings for the realistic mix, from Canada. */
  public static GeneratorSettings of(long seed, double postsPerSecond) {
    return new GeneratorSettings(seed, postsPerSecond, PostMix.REALISTIC);
  }

  /** Returns the settings for other countries. */
  public GeneratorSettings from(Set<String> others) {
    return new GeneratorSettings(seed, postsPerSecond, mix, others, cities, events);
  }

  /** Returns the settings for a number of cities. */
  public GeneratorSettings fromCities(int number) {
    return new GeneratorSettings(seed, postsPerSecond, mix, countries, number, events);
  }

  /** Returns these settings with events. */
  public GeneratorSettings with(List<SimulatedEvent> simulated) {
    return new GeneratorSettings(seed, postsPerSecond, mix, countries, cities, simulated);
  }
}
