package io.evilnet.ingest.simulator;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a generator makes.
 *
 * @param seed the same seed gives the same posts at the same times
 * @param postsPerSecond the rate at which they will be asked for: it decides how many authors there
 *     are
 * @param mix how often what happens
 * @param countries where the posts come from, as two-letter ISO codes; all countries when empty
 * @param cities the number of cities, the largest of those countries, with invented ones when there
 *     are fewer; 0 for all towns of Canada and 1,000 cities of other countries
 */
public record GeneratorSettings(
    long seed, double postsPerSecond, PostMix mix, Set<String> countries, int cities) {

  public GeneratorSettings {
    requireNonNull(mix, "mix");
    countries = Set.copyOf(countries);
    if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
      throw new IllegalArgumentException(
          "rate must be above 0 posts per second, but is " + postsPerSecond);
    }
    if (cities < 0) {
      throw new IllegalArgumentException("cities must be 0 or more, but is " + cities);
    }
  }

  /** Posts from Canada. */
  public GeneratorSettings(long seed, double postsPerSecond, PostMix mix) {
    this(seed, postsPerSecond, mix, Set.of(Country.CANADA.code()), 0);
  }

  /** The realistic mix, from Canada. */
  public static GeneratorSettings of(long seed, double postsPerSecond) {
    return new GeneratorSettings(seed, postsPerSecond, PostMix.REALISTIC);
  }

  /** The same, from other countries. */
  public GeneratorSettings from(Set<String> others) {
    return new GeneratorSettings(seed, postsPerSecond, mix, others, cities);
  }

  /** The same, from a number of cities. */
  public GeneratorSettings fromCities(int number) {
    return new GeneratorSettings(seed, postsPerSecond, mix, countries, number);
  }
}
