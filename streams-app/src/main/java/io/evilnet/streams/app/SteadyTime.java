package io.evilnet.streams.app;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/**
 * A monotonic clock for Kafka Streams, which reads the system clock once. With the system clock, a
 * step back would delay punctuations and commits by the size of the step.
 */
final class SteadyTime implements Time {

  private final long startMillis = Time.SYSTEM.milliseconds();
  private final long startNanos = Time.SYSTEM.nanoseconds();

  @Override
  public long milliseconds() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(nanoseconds() - startNanos);
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds();
  }

  @Override
  public long hiResClockMs() {
    return Time.SYSTEM.hiResClockMs();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    Time.SYSTEM.waitObject(
        object, condition, deadlineMillis - milliseconds() + Time.SYSTEM.milliseconds());
  }

  @Override
  public Timer timer(long timeoutMillis) {
    return Time.SYSTEM.timer(timeoutMillis);
  }
}
