package io.evilnet.streams.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void shouldRunAgainAfterAnyThrowable() {
    try (PeriodicTask task = new PeriodicTask("test", Duration.ofMillis(1), this::run)) {
      task.start();
      await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(3));
    }
  }

  private void run() {
    switch (runs.incrementAndGet()) {
      case 1 -> throw new IllegalStateException("once");
      case 2 -> throw new NoClassDefFoundError("once");
      default -> {}
    }
  }
}
