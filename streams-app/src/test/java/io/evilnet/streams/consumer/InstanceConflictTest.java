package io.evilnet.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class InstanceConflictTest {

  private static final Throwable FENCED =
      new StreamsException(new FencedInstanceIdException("another member has this name"));

  private long now;
  private final InstanceConflict conflict = new InstanceConflict("streams-1", 2, () -> now);

  @Test
  void shouldNameSettingAfterRepeatedFencing() {
    for (int fencing = 0; fencing < 6; fencing++) {
      assertThat(conflict.record(FENCED)).isEmpty();
      now += Duration.ofSeconds(3).toNanos();
    }

    assertThat(conflict.record(FENCED))
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("instance streams-1 is also used by another process", "--instance");
  }

  @Test
  void shouldTolerateOccasionalFencing() {
    for (int restart = 0; restart < 20; restart++) {
      assertThat(conflict.record(FENCED)).isEmpty();
      assertThat(conflict.record(FENCED)).isEmpty();
      assertThat(conflict.record(new TimeoutException("no broker"))).isEmpty();
      now += Duration.ofSeconds(30).toNanos();
    }
  }
}
