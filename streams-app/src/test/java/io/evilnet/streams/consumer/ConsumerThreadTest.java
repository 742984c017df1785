package io.evilnet.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Runs without a broker: poll blocks as it does without records. */
class ConsumerThreadTest {

  private static final Map<String, Object> CONFIG =
      Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
          ConsumerConfig.GROUP_ID_CONFIG, "test");

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger wokenUp = new AtomicInteger();

  @Test
  void shouldRestartFailedConsumerAndStopOnClose() {
    try (ConsumerThread thread = new ConsumerThread("test", CONFIG, this::consume)) {
      thread.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> starts.get() == 2);
    }

    assertThat(wokenUp).hasValue(1);
    assertThat(starts).hasValue(2);
  }

  @Test
  void shouldRestartAfterErrorAndInterruptWithClearedInterruptStatus() {
    AtomicReference<Thread> running = new AtomicReference<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
    ConsumerThread.PollLoop consumption =
        consumer -> {
          running.set(Thread.currentThread());
          interrupted.add(Thread.currentThread().isInterrupted());
          if (starts.incrementAndGet() == 1) {
            throw new NoClassDefFoundError("once");
          }
          consumer.subscribe(List.of("t"));
          while (true) {
            consumer.poll(Duration.ofSeconds(10));
          }
        };
    try (ConsumerThread thread = new ConsumerThread("test", CONFIG, consumption, failures::add)) {
      thread.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> starts.get() == 2);
      running.get().interrupt();
      await().atMost(Duration.ofSeconds(30)).until(() -> starts.get() == 3);
      assertThat(thread.stalled()).isEmpty();
    }

    assertThat(failures).hasSize(1).first().isInstanceOf(NoClassDefFoundError.class);
    assertThat(interrupted).containsExactly(false, false, false);
  }

  @Test
  void shouldCloseWithoutStart() {
    new ConsumerThread("test", CONFIG, this::consume).close();

    assertThat(starts).hasValue(0);
  }

  private void consume(KafkaConsumer<byte[], byte[]> consumer) {
    if (starts.incrementAndGet() == 1) {
      throw new IllegalStateException("failure of the first consumer");
    }
    consumer.subscribe(List.of("t"));
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(10));
      }
    } catch (WakeupException e) {
      wokenUp.incrementAndGet();
      throw e;
    }
  }
}
