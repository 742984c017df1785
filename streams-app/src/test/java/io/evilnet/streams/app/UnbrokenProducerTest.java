package io.evilnet.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class UnbrokenProducerTest {

  private final List<String> order = new ArrayList<>();
  private final Callback callback = (metadata, failure) -> order.add("told");

  @Test
  void shouldGiveUpBeforeAnybodyGoesOnWhenABatchWasGivenUp() {
    Thread somebodyElse = new Thread(() -> {});

    watchedBy(somebodyElse).onCompletion(null, new TimeoutException("120 s have passed"));

    assertThat(order).containsExactly("gave up", "told");
  }

  @Test
  void shouldLeaveAloneWhoIsRefusedAtOnce() {
    watchedBy(Thread.currentThread())
        .onCompletion(null, new TimeoutException("the buffer is full"));

    assertThat(order).containsExactly("told");
  }

  @Test
  void shouldLeaveAloneWhatIsTakenOrWouldBeRefusedAgain() {
    Thread somebodyElse = new Thread(() -> {});

    watchedBy(somebodyElse).onCompletion(null, null);
    watchedBy(somebodyElse).onCompletion(null, new RecordTooLargeException("17 MiB"));
    UnbrokenProducer.watched(null, somebodyElse, () -> order.add("gave up"))
        .onCompletion(null, null);

    assertThat(order).containsExactly("told", "told");
  }

  @Test
  void shouldLetARefusedDeadLetterCostThatLetterAndNotTheThread() {
    List<Exception> refused = new ArrayList<>();
    List<Exception> told = new ArrayList<>();
    Callback indulgent =
        UnbrokenProducer.indulgent((metadata, failure) -> told.add(failure), refused::add);
    Exception unauthorized = new TopicAuthorizationException("not allowed");
    Exception away = new TimeoutException("nobody there");

    indulgent.onCompletion(null, unauthorized);
    indulgent.onCompletion(null, new RecordTooLargeException("17 MiB"));
    indulgent.onCompletion(null, away);

    assertThat(told).containsExactly(null, null, away);
    assertThat(refused).hasSize(2).startsWith(unauthorized);
  }

  private Callback watchedBy(Thread caller) {
    return UnbrokenProducer.watched(callback, caller, () -> order.add("gave up"));
  }
}
