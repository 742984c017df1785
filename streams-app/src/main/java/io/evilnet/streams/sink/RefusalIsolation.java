package io.evilnet.streams.sink;

import static java.util.stream.Collectors.partitioningBy;

import io.evilnet.streams.store.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes totals together, and one by one if Cassandra rejects any of them: rejected totals are
 * skipped and counted, the others are written.
 *
 * <p>A rejection is final only if the tables exist: a statement on a missing table is rejected in
 * the same way, and has to be repeated, as has a write during which tables were created, since its
 * first rows may be in the dropped tables. Some rows of a skipped total may be written.
 */
final class RefusalIsolation implements CountWriter {

  private static final int SINGLE_WRITES = 16;

  private final CountWriter writer;
  private final Supplier<CompletableFuture<Boolean>> schemaIsIntact;
  private final BooleanSupplier isCurrent;
  private final Refusals refusals;

  /**
   * @param schemaIsIntact checks the tables; completes with true if none was missing
   * @param isCurrent returns false once tables were recreated after the writer
   */
  RefusalIsolation(
      CountWriter writer,
      Supplier<CompletableFuture<Boolean>> schemaIsIntact,
      BooleanSupplier isCurrent,
      Refusals refusals) {
    this.writer = writer;
    this.schemaIsIntact = schemaIsIntact;
    this.isCurrent = isCurrent;
    this.refusals = refusals;
  }

  @Override
  public CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    Map<Boolean, List<CityTotal>> byExpectedRejection =
        totals.stream().collect(partitioningBy(refusals::concern));
    List<CityTotal> others = byExpectedRejection.get(false);
    return writer
        .write(others)
        .thenApply(written -> Map.<CityTotal, Throwable>of())
        .exceptionallyCompose(failure -> isolateIfRejected(others, failure))
        .thenCompose(
            refused ->
                isolate(byExpectedRejection.get(true))
                    .thenApply(more -> without(totals, refused, more)))
        .thenApply(
            written -> {
              if (!isCurrent.getAsBoolean()) {
                throw new CompletionException(
                    new IllegalStateException(
                        "tables were missing and have been created during the write"));
              }
              return written;
            });
  }

  private CompletableFuture<Map<CityTotal, Throwable>> isolateIfRejected(
      Collection<CityTotal> totals, Throwable failure) {
    if (Refusal.reason(failure).isEmpty()) {
      return CompletableFuture.failedFuture(failure);
    }
    return intact()
        .thenCompose(intact -> intact ? isolate(totals) : CompletableFuture.failedFuture(failure));
  }

  /** Writes each total separately; completes with the rejected ones. */
  private CompletableFuture<Map<CityTotal, Throwable>> isolate(Collection<CityTotal> totals) {
    Map<CityTotal, Throwable> refused = new ConcurrentHashMap<>();
    Queue<CityTotal> accepted = new ConcurrentLinkedQueue<>();
    return new BoundedRequests<CityTotal>(
            total ->
                writer
                    .write(List.of(total))
                    .handle(
                        (written, failure) -> {
                          if (failure == null) {
                            accepted.add(total);
                          } else if (Refusal.reason(failure).isPresent()) {
                            refused.put(total, failure);
                          } else {
                            throw new CompletionException(Refusal.cause(failure));
                          }
                          return null;
                        }),
            SINGLE_WRITES)
        .sendAll(totals)
        .thenCompose(done -> refused.isEmpty() ? CompletableFuture.completedFuture(true) : intact())
        .thenApply(
            intact -> {
              if (!intact) {
                throw new CompletionException(Refusal.cause(refused.values().iterator().next()));
              }
              accepted.forEach(refusals::remove);
              refused.forEach(refusals::add);
              return refused;
            });
  }

  private CompletableFuture<Boolean> intact() {
    return schemaIsIntact.get().thenApply(intact -> intact && isCurrent.getAsBoolean());
  }

  private static Collection<CityTotal> without(
      Collection<CityTotal> totals,
      Map<CityTotal, Throwable> refused,
      Map<CityTotal, Throwable> more) {
    if (refused.isEmpty() && more.isEmpty()) {
      return totals;
    }
    List<CityTotal> rest = new ArrayList<>(totals);
    rest.removeIf(total -> refused.containsKey(total) || more.containsKey(total));
    return rest;
  }
}
