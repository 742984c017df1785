package io.evilnet.streams.sink;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Where totals are written to. */
interface CountWriter {

  /**
   * Writes totals, no two of them of the same window and city.
   *
   * @return completes with the totals that are acknowledged, when no request is in flight any more;
   *     exceptionally when the totals have to be written again, which is no harm to those that were
   *     acknowledged
   */
  CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals);
}
