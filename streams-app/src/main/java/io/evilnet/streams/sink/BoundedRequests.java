package io.evilnet.streams.sink;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends requests without blocking the caller, with a bound on those in flight: each response sends
 * the next.
 */
final class BoundedRequests<T> {

  private final Function<T, CompletionStage<?>> send;
  private final int mostInFlight;

  BoundedRequests(Function<T, CompletionStage<?>> send, int mostInFlight) {
    this.send = send;
    this.mostInFlight = mostInFlight;
  }

  /**
   * Sends all requests; after the first failure no more are sent.
   *
   * @return completes when no request is in flight
   */
  CompletableFuture<Void> sendAll(Collection<? extends T> requests) {
    Queue<T> unsent = new ConcurrentLinkedQueue<>(requests);
    return CompletableFuture.allOf(
        Stream.generate(() -> sendEach(unsent))
            .limit(Math.min(mostInFlight, requests.size()))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Sends the queued requests one after the other. */
  private CompletableFuture<Void> sendEach(Queue<T> unsent) {
    for (T next = unsent.poll(); next != null; next = unsent.poll()) {
      CompletableFuture<?> sent =
          send(next)
              .whenComplete(
                  (answer, failure) -> {
                    if (failure != null) {
                      unsent.clear();
                    }
                  });
      if (!sent.isDone()) {
        return sent.thenCompose(answer -> sendEach(unsent));
      }
      if (sent.isCompletedExceptionally()) {
        return sent.thenApply(answer -> null);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<?> send(T request) {
    try {
      return send.apply(request).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
