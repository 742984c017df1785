package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.spool.SpoolPosition;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  private static final SpoolPosition START = new SpoolPosition(1, 0);

  private final AtomicInteger count = new AtomicInteger();
  private final Acknowledgements acknowledgements =
      new Acknowledgements(START, count::incrementAndGet);

  @Test
  void shouldPassOnlyWhatIsCompleteWhenPartitionsAcknowledgeInAnyOrder() {
    Delivery first = acknowledgements.expect(at(10));
    Delivery second = acknowledgements.expect(at(20));
    Delivery third = acknowledgements.expect(at(30));
    third.acknowledged();
    assertThat(acknowledgements.complete()).isEqualTo(START);
    first.acknowledged();
    assertThat(acknowledgements.complete()).isEqualTo(at(10));
    assertThat(acknowledgements.isAllAcknowledged()).isFalse();
    second.acknowledged();
    assertThat(acknowledgements.complete()).isEqualTo(at(30));
    assertThat(acknowledgements.isAllAcknowledged()).isTrue();
    assertThat(count).hasValue(3);
  }

  @Test
  void shouldNeverPassAFailure() {
    Delivery first = acknowledgements.expect(at(10));
    Delivery second = acknowledgements.expect(at(20));
    Delivery third = acknowledgements.expect(at(30));
    first.acknowledged();
    second.failed(new IllegalStateException("expired"));
    third.acknowledged();
    assertThat(acknowledgements.complete()).isEqualTo(at(10));
    assertThat(acknowledgements.failure()).hasMessage("expired");
  }

  private static SpoolPosition at(long offset) {
    return new SpoolPosition(1, offset);
  }
}
