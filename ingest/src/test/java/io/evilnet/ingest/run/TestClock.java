package io.evilnet.ingest.run;

import io.evilnet.ingest.x.ReconnectPause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Clock that runs at a multiple of the real speed and can be advanced. */
final class TestClock extends Clock {

  private static final int POLL_MS = 10;

  private final long startNanos = System.nanoTime();
  private final int speed;
  private volatile Instant start;

  TestClock(Instant start, int speed) {
    this.start = start;
    this.speed = speed;
  }

  void advance(Duration duration) {
    start = start.plus(duration);
  }

  /** Returns a wait by this clock. */
  ReconnectPause pause() {
    return (delay, stopped) -> {
      Instant end = instant().plus(delay);
      boolean isStopped = false;
      while (!isStopped && instant().isBefore(end)) {
        isStopped = stopped.await(POLL_MS, TimeUnit.MILLISECONDS);
      }
      return isStopped;
    };
  }

  @Override
  public Instant instant() {
    return start.plusNanos((System.nanoTime() - startNanos) * speed);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
