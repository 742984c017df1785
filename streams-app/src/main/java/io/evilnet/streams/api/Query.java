package io.evilnet.streams.api;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A query of the API.
 *
 * @param path path below the root of the API
 * @param formerPath the deprecated path, which will be removed in the next version
 * @param parameters names of its parameters, without {@code format}
 * @param dependsOnWindowsOnly true if the answer contains a range and depends on its windows only
 * @param answer runs the query; throws {@link InvalidParameterException} and {@link
 *     StoreUnavailableException}
 */
record Query(
    String path,
    Optional<String> formerPath,
    Set<String> parameters,
    boolean dependsOnWindowsOnly,
    Function<Parameters, Answer<?>> answer) {

  /** Creates a query without a deprecated path. */
  Query(
      String path,
      Set<String> parameters,
      boolean dependsOnWindowsOnly,
      Function<Parameters, Answer<?>> answer) {
    this(path, Optional.empty(), parameters, dependsOnWindowsOnly, answer);
  }
}
