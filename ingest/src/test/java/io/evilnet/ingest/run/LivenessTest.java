package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LivenessTest {

  @Test
  void shouldReportInactiveThread() {
    assertThat(new Liveness(Map.of("sender", () -> Duration.ofSeconds(60))).reasons()).isEmpty();
    assertThat(new Liveness(Map.of("sender", () -> Duration.ofSeconds(61))).reasons())
        .containsExactly("thread sender has been inactive for 61 s: restart ingest");
  }

  @Test
  void shouldReportDeadlockedThreads() throws Exception {
    Liveness liveness = new Liveness(Map.of());
    ReentrantLock first = new ReentrantLock();
    ReentrantLock second = new ReentrantLock();
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Thread one = new Thread(() -> lockBoth(first, second, bothHold), "one");
    Thread other = new Thread(() -> lockBoth(second, first, bothHold), "other");
    one.start();
    other.start();
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(liveness.reasons())
                      .containsExactlyInAnyOrder(
                          "thread one is deadlocked: restart ingest",
                          "thread other is deadlocked: restart ingest"));
    } finally {
      one.interrupt();
      one.join();
      other.join();
    }
    assertThat(liveness.reasons()).isEmpty();
  }

  private static void lockBoth(
      ReentrantLock ownLock, ReentrantLock otherLock, CyclicBarrier bothHold) {
    ownLock.lock();
    try {
      bothHold.await();
      otherLock.lockInterruptibly();
      otherLock.unlock();
    } catch (Exception e) {
      Thread.currentThread().interrupt();
    } finally {
      ownLock.unlock();
    }
  }
}
