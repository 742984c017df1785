package io.evilnet.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class PollsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final AtomicLong now = new AtomicLong();
  private final Polls polls = new Polls(now::get);
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void shouldReportStalledThreadWithStackFrame() throws InterruptedException {
    Thread stuck = start("stuck", this::awaitEnd);
    await().until(() -> stuck.getState() == Thread.State.WAITING);

    now.set(TIMEOUT.toNanos());
    assertThat(polls.stalled(TIMEOUT)).isEmpty();
    now.set(Duration.ofSeconds(91).toNanos());
    assertThat(polls.stalled(TIMEOUT))
        .get()
        .asString()
        .contains("thread stuck has not polled for 91 s at io.evilnet.streams.consumer.PollsTest");
    assertThat(polls.stalled(TIMEOUT, "other"::equals)).isEmpty();

    end.countDown();
    stuck.join();
    assertThat(polls.stalled(TIMEOUT)).isEmpty();
  }

  @Test
  void shouldNotReportThreadThatWaitsForKafka() throws InterruptedException {
    Thread waiting = start("waiting", PollsTest::pollUnavailableBroker);
    await()
        .until(
            () ->
                Arrays.stream(waiting.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().contains("kafka.clients.consumer")));

    now.set(Duration.ofHours(1).toNanos());
    assertThat(polls.stalled(TIMEOUT)).isEmpty();

    waiting.interrupt();
    waiting.join();
  }

  private Thread start(String name, Runnable task) {
    CountDownLatch noted = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              polls.record();
              noted.countDown();
              task.run();
            },
            name);
    thread.start();
    await().until(() -> noted.getCount() == 0);
    return thread;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pollUnavailableBroker() {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
            ConsumerConfig.GROUP_ID_CONFIG, "test");
    try (PolledConsumer consumer = new PolledConsumer(config, new Polls())) {
      consumer.subscribe(List.of("t"));
      consumer.poll(Duration.ofMinutes(5));
    } catch (InterruptException e) {
      // End of the test.
    }
  }
}
