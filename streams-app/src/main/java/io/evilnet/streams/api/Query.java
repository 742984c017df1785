package io.evilnet.streams.api;

import java.util.Optional;
import java.util.Set;

/** A query of the API. */
interface Query {

  /** Returns the path below the root of the API. */
  String path();

  /** Returns the deprecated path, which will be removed in the next version. */
  default Optional<String> formerPath() {
    return Optional.empty();
  }

  /** Returns the names of its parameters, without {@code format}. */
  Set<String> parameters();

  /** Returns true if the answer contains a range and depends on its windows only. */
  default boolean dependsOnWindowsOnly() {
    return false;
  }

  /**
   * Runs the query.
   *
   * @throws InvalidParameterException if a parameter is invalid
   * @throws StoreUnavailableException if Cassandra is unavailable
   */
  Answer<?> answer(Parameters parameters);
}
