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

  private final Queue<CompletableFuture<AsyncResultSet>> underWay = new ConcurrentLinkedQueue<>();

  private final BoundedRequests<SimpleStatement> requests =
      new BoundedRequests<>(
          statement -> {
            CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
            underWay.add(answer);
            return answer;
          },
          2);

  @Test
  void shouldNeverHaveMoreUnderWayThanTheBound() {
    CompletableFuture<Void> all = send(5);

    for (int answered = 0; answered < 5; answered++) {
      int expected = Math.min(2, 5 - answered);
      await().until(() -> underWay.size() == expected);
      assertThat(all).isNotDone();
      underWay.remove().complete(null);
    }

    assertThat(all).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void shouldSendNoMoreAfterAFailureAndWaitForWhatIsUnderWay() {
    CompletableFuture<Void> all = send(5);
    await().until(() -> underWay.size() == 2);

    underWay.remove().completeExceptionally(new IllegalStateException("no node"));
    assertThat(all).isNotDone();
    assertThat(underWay).hasSize(1);
    underWay.remove().complete(null);

    assertThat(all)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("no node");
    assertThat(underWay).isEmpty();
  }

  @Test
  void shouldBeDoneAtOnceWhenThereIsNothingToSend() {
    assertThat(requests.sendAll(List.of())).isCompleted();
  }

  @Test
  void shouldSendManyThatAreAnsweredAtOnceOrLater() {
    AtomicInteger sent = new AtomicInteger();
    // On two processors the default executor starts a thread for each request.
    ExecutorService later = Executors.newSingleThreadExecutor();
    BoundedRequests<Integer> all =
        new BoundedRequests<>(
            i -> {
              sent.incrementAndGet();
              return i % 2 == 0
                  ? CompletableFuture.completedFuture(i)
                  : CompletableFuture.supplyAsync(() -> i, later);
            },
            8);

    assertThat(all.sendAll(IntStream.range(0, 100_000).boxed().toList()))
        .succeedsWithin(Duration.ofSeconds(60));
    assertThat(sent).hasValue(100_000);
    later.shutdown();
  }

  @Test
  void shouldFailWhenARequestCannotBeSentAtAll() {
    BoundedRequests<String> broken =
        new BoundedRequests<>(
            request -> {
              throw new IllegalArgumentException("no codec");
            },
            2);

    assertThat(broken.sendAll(List.of("a", "b", "c")))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("no codec");
  }

  /** In the thread of the test: whoever sends must not be blocked at the bound. */
  private CompletableFuture<Void> send(int statements) {
    return requests.sendAll(Collections.nCopies(statements, SimpleStatement.newInstance("INSERT")));
  }
}
