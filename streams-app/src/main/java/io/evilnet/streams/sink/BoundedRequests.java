package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Sends requests without waiting for each, but never more at once than the other side can take. */
final class BoundedRequests {

  private final Function<Statement<?>, CompletionStage<AsyncResultSet>> send;
  private final Semaphore permits;

  BoundedRequests(Function<Statement<?>, CompletionStage<AsyncResultSet>> send, int mostInFlight) {
    this.send = send;
    this.permits = new Semaphore(mostInFlight);
  }

  /**
   * Sends all statements, waiting where the bound is reached; after the first failure no more are
   * sent.
   *
   * @return completes when no request is under way any more
   */
  CompletableFuture<Void> sendAll(List<? extends Statement<?>> statements) {
    AtomicBoolean failed = new AtomicBoolean();
    List<CompletableFuture<?>> sent = new ArrayList<>(statements.size());
    for (Statement<?> statement : statements) {
      permits.acquireUninterruptibly();
      if (failed.get()) {
        permits.release();
        break;
      }
      sent.add(
          send.apply(statement)
              .whenComplete(
                  (result, failure) -> {
                    if (failure != null) {
                      failed.set(true);
                    }
                    permits.release();
                  })
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
  }
}
