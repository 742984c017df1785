package io.evilnet.streams.api;

import java.util.Optional;
import java.util.Set;

/** A query of the API. */
interface Query {

  /** Returns the path below the root of the API. */
  String path();

  /** Returns the deprecated path, which is removed in the next version. */
  default Optional<String> formerPath() {
    return Optional.empty();
  }

  /** Returns the names of its parameters, without {@code format}. */
  Set<String> parameters();

  /** Returns true if the answer depends on the windows of a range only, and has this range. */
  default boolean dependsOnWindowsOnly() {
    return false;
  }

  /**
   * Runs the query.
   *
   * @throws InvalidParameterException if a parameter breaks a rule
   * @throws StoreAwayException if Cassandra is unavailable
   */
  Answer<?> answer(Parameters parameters);
}
