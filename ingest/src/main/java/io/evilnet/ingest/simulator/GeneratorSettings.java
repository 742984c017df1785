package io.evilnet.ingest.simulator;

import static java.util.Objects.requireNonNull;

/**
 * What a generator makes.
 *
 * @param seed the same seed gives the same posts at the same times
 * @param postsPerSecond the rate at which they will be asked for: it decides how many authors there
 *     are
 * @param mix how often what happens
 */
public record GeneratorSettings(long seed, double postsPerSecond, PostMix mix) {

  public GeneratorSettings {
    requireNonNull(mix, "mix");
    if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
      throw new IllegalArgumentException(
          "rate must be above 0 posts per second, but is " + postsPerSecond);
    }
  }

  /** The realistic mix. */
  public static GeneratorSettings of(long seed, double postsPerSecond) {
    return new GeneratorSettings(seed, postsPerSecond, PostMix.REALISTIC);
  }
}
