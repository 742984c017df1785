package io.evilnet.streams.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.consumer.InstanceConflict;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

  private final FailurePolicy policy = new FailurePolicy(new InstanceConflict("streams-1", 1));

  @Test
  void shouldReplaceThreadAfterKafkaFailure() {
    assertThat(policy.handle(new StreamsException("poll", new TimeoutException("no broker"))))
        .isEqualTo(REPLACE_THREAD);
    assertThat(policy.fatal()).isEmpty();
  }

  @Test
  void shouldReplaceFencedThread() {
    assertThat(policy.handle(new StreamsException(new FencedInstanceIdException("another one"))))
        .isEqualTo(REPLACE_THREAD);
  }

  @Test
  void shouldShutDownAfterRepeatedFencing() {
    StreamsException fenced = new StreamsException(new FencedInstanceIdException("another one"));
    for (int fencing = 0; fencing < 3; fencing++) {
      assertThat(policy.handle(fenced)).isEqualTo(REPLACE_THREAD);
    }

    assertThat(policy.handle(fenced)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.fatal()).get().asString().contains("--instance");
  }

  @Test
  void shouldShutDownWithFirstCauseAfterInternalFailure() {
    IllegalStateException first = new IllegalStateException("first");

    assertThat(policy.handle(first)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new IllegalStateException("second"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.fatal()).containsSame(first);
  }
}
