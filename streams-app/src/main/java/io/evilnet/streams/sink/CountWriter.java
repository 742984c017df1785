package io.evilnet.streams.sink;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Where totals are written to. */
interface CountWriter {

  /**
   * Writes totals, no two of them of the same window and city.
   *
   * @return completes when all are acknowledged, or exceptionally when one is not and none is under
   *     way any more; writing the same or older totals again is no harm
   */
  CompletableFuture<Void> write(Collection<CityTotal> totals);
}
