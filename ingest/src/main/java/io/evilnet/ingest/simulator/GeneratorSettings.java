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
 * @param leastCities so many cities at least: when there are fewer, invented ones are added
 */
public record GeneratorSettings(
    long seed, double postsPerSecond, PostMix mix, Set<String> countries, int leastCities) {

  public GeneratorSettings {
    requireNonNull(mix, "mix");
    countries = Set.copyOf(countries);
    if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
      throw new IllegalArgumentException(
          "rate must be above 0 posts per second, but is " + postsPerSecond);
    }
    if (leastCities < 0) {
      throw new IllegalArgumentException("least cities must be 0 or more, but is " + leastCities);
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
    return new GeneratorSettings(seed, postsPerSecond, mix, others, leastCities);
  }

  /** The same, from so many cities at least. */
  public GeneratorSettings fromCities(int least) {
    return new GeneratorSettings(seed, postsPerSecond, mix, countries, least);
  }
}
