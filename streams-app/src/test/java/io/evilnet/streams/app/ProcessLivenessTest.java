package io.evilnet.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class ProcessLivenessTest {

  @Test
  void shouldReportProblemOfFailedCheck() {
    assertThat(new ProcessLiveness(List.of(Optional::empty)).get()).isEmpty();
    assertThat(new ProcessLiveness(List.of(Optional::empty, () -> Optional.of("ended"))).get())
        .contains("ended");
  }

  @Test
  void shouldReportDeadlockedThreads() throws InterruptedException {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    CountDownLatch both = new CountDownLatch(2);
    Thread first = start("deadlocked-1", a, b, both);
    Thread second = start("deadlocked-2", b, a, both);
    ProcessLiveness liveness = new ProcessLiveness(List.of());

    await()
        .untilAsserted(
            () ->
                assertThat(liveness.get())
                    .contains("deadlock of threads deadlocked-1, deadlocked-2"));

    first.interrupt();
    second.interrupt();
    first.join();
    second.join();
  }

  private static Thread start(
      String name, ReentrantLock own, ReentrantLock other, CountDownLatch both) {
    Thread thread =
        new Thread(
            () -> {
              own.lock();
              try {
                both.countDown();
                both.await();
                other.lockInterruptibly();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                own.unlock();
              }
            },
            name);
    thread.start();
    return thread;
  }
}
