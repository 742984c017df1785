package io.evilnet.streams.sink;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** A writer of totals. */
interface CountWriter {

  /**
   * Writes totals with distinct pairs of window and city.
   *
   * @return completes with the acknowledged totals when no request is in flight; exceptionally if
   *     all totals have to be written again, which is idempotent
   */
  CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals);
}
