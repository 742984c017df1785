package io.evilnet.streams.api;

import java.util.Set;

/** One question of the API. */
interface Query {

  /** Where it is asked, below the API's root. */
  String path();

  /** The names of its parameters, but for {@code format}. */
  Set<String> parameters();

  /**
   * Asks.
   *
   * @throws InvalidParameterException if a parameter breaks a rule
   * @throws StoreAwayException if Cassandra does not answer
   */
  Answer<?> answer(Parameters parameters);
}
