package io.evilnet.streams.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedRequestsTest {

  private final Queue<CompletableFuture<AsyncResultSet>> inFlight = new ConcurrentLinkedQueue<>();

  private final BoundedRequests<SimpleStatement> requests =
      new BoundedRequests<>(
          statement -> {
            CompletableFuture<AsyncResultSet> response = new CompletableFuture<>();
            inFlight.add(response);
            return response;
          },
          2);

  @Test
  void shouldLimitInFlightRequests() {
    CompletableFuture<Void> all = send(5);

    for (int completed = 0; completed < 5; completed++) {
      int expected = Math.min(2, 5 - completed);
      await().until(() -> inFlight.size() == expected);
      assertThat(all).isNotDone();
      inFlight.remove().complete(null);
    }

    assertThat(all).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void shouldStopAfterFailureAndAwaitInFlightRequests() {
    CompletableFuture<Void> all = send(5);
    await().until(() -> inFlight.size() == 2);

    inFlight.remove().completeExceptionally(new IllegalStateException("no node"));
    assertThat(all).isNotDone();
    assertThat(inFlight).hasSize(1);
    inFlight.remove().complete(null);

    assertThat(all)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("no node");
    assertThat(inFlight).isEmpty();
  }

  @Test
  void shouldCompleteImmediatelyWithoutRequests() {
    assertThat(requests.sendAll(List.of())).isCompleted();
  }

  @Test
  void shouldSendManyRequestsCompletedImmediatelyOrAsynchronously() {
    AtomicInteger sent = new AtomicInteger();
    // On two processors the default executor starts a thread for each request.
    ExecutorService executor = Executors.newSingleThreadExecutor();
    BoundedRequests<Integer> all =
        new BoundedRequests<>(
            i -> {
              sent.incrementAndGet();
              return i % 2 == 0
                  ? CompletableFuture.completedFuture(i)
                  : CompletableFuture.supplyAsync(() -> i, executor);
            },
            8);

    assertThat(all.sendAll(IntStream.range(0, 100_000).boxed().toList()))
        .succeedsWithin(Duration.ofSeconds(60));
    assertThat(sent).hasValue(100_000);
    executor.shutdown();
  }

  @Test
  void shouldFailWhenRequestCannotBeSent() {
    BoundedRequests<String> failing =
        new BoundedRequests<>(
            request -> {
              throw new IllegalArgumentException("no codec");
            },
            2);

    assertThat(failing.sendAll(List.of("a", "b", "c")))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("no codec");
  }

  /** Sends in the thread of the test, as reaching the limit must not block the caller. */
  private CompletableFuture<Void> send(int statements) {
    return requests.sendAll(Collections.nCopies(statements, SimpleStatement.newInstance("INSERT")));
  }
}
