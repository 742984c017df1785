package io.evilnet.streams.sink;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends requests without blocking the caller, with bounded concurrency: each response triggers the
 * next request.
 */
final class BoundedRequests<T> {

  private final Function<T, CompletionStage<?>> send;
  private final int maxInFlight;

  BoundedRequests(Function<T, CompletionStage<?>> send, int maxInFlight) {
    this.send = send;
    this.maxInFlight = maxInFlight;
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
            .limit(Math.min(maxInFlight, requests.size()))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Sends the queued requests one after the other. */
  private CompletableFuture<Void> sendEach(Queue<T> unsent) {
    for (T next = unsent.poll(); next != null; next = unsent.poll()) {
      CompletableFuture<?> sent =
          send(next)
              .whenComplete(
                  (response, failure) -> {
                    if (failure != null) {
                      unsent.clear();
                    }
                  });
      if (!sent.isDone()) {
        return sent.thenCompose(response -> sendEach(unsent));
      }
      if (sent.isCompletedExceptionally()) {
        return sent.thenApply(response -> null);
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
