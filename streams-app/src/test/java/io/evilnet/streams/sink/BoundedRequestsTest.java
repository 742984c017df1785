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
import org.junit.jupiter.api.Test;

class BoundedRequestsTest {

  private final Queue<CompletableFuture<AsyncResultSet>> underWay = new ConcurrentLinkedQueue<>();

  private final BoundedRequests requests =
      new BoundedRequests(
          statement -> {
            CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
            underWay.add(answer);
            return answer;
          },
          2);

  @Test
  void shouldNeverHaveMoreUnderWayThanTheBound() {
    CompletableFuture<Void> all = sendInBackground(5);

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
    CompletableFuture<Void> all = sendInBackground(5);
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

  private CompletableFuture<Void> sendInBackground(int statements) {
    List<SimpleStatement> all =
        Collections.nCopies(statements, SimpleStatement.newInstance("INSERT"));
    return CompletableFuture.supplyAsync(() -> requests.sendAll(all)).thenCompose(done -> done);
  }
}
