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

  private final List<String> calls = new ArrayList<>();
  private final Callback callback = (metadata, failure) -> calls.add("callback");

  @Test
  void shouldAbortBeforeCallbackWhenBatchExpires() {
    Thread otherThread = new Thread(() -> {});

    watchedBy(otherThread).onCompletion(null, new TimeoutException("120 s have passed"));

    assertThat(calls).containsExactly("abort", "callback");
  }

  @Test
  void shouldNotAbortWhenSendFailsInCallingThread() {
    watchedBy(Thread.currentThread())
        .onCompletion(null, new TimeoutException("the buffer is full"));

    assertThat(calls).containsExactly("callback");
  }

  @Test
  void shouldNotAbortAfterSuccessOrNonRetriableFailure() {
    Thread otherThread = new Thread(() -> {});

    watchedBy(otherThread).onCompletion(null, null);
    watchedBy(otherThread).onCompletion(null, new RecordTooLargeException("17 MiB"));
    UnbrokenProducer.failureDetecting(null, otherThread, () -> calls.add("abort"))
        .onCompletion(null, null);

    assertThat(calls).containsExactly("callback", "callback");
  }

  @Test
  void shouldDropRejectedDeadLetterWithoutFailingThread() {
    List<Exception> rejected = new ArrayList<>();
    List<Exception> failures = new ArrayList<>();
    Callback deadLetterCallback =
        UnbrokenProducer.ignoringRejection(
            (metadata, failure) -> failures.add(failure), rejected::add);
    Exception unauthorized = new TopicAuthorizationException("not allowed");
    Exception unavailable = new TimeoutException("no broker");

    deadLetterCallback.onCompletion(null, unauthorized);
    deadLetterCallback.onCompletion(null, new RecordTooLargeException("17 MiB"));
    deadLetterCallback.onCompletion(null, unavailable);

    assertThat(failures).containsExactly(null, null, unavailable);
    assertThat(rejected).hasSize(2).startsWith(unauthorized);
  }

  private Callback watchedBy(Thread caller) {
    return UnbrokenProducer.failureDetecting(callback, caller, () -> calls.add("abort"));
  }
}
