package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.spool.SpoolPosition;
import io.evilnet.ingest.spool.SpooledLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  private static final SpoolPosition START = new SpoolPosition(1, 0);

  private final AtomicInteger count = new AtomicInteger();
  private final List<ReceivedLine> refused = new ArrayList<>();
  private final Acknowledgements acknowledgements =
      new Acknowledgements(
          START,
          new Acknowledgements.Listener() {
            @Override
            public void acknowledged(long bytes) {
              count.incrementAndGet();
            }

            @Override
            public void replaced(Refusal refusal) {
              throw new AssertionError(refusal);
            }

            @Override
            public void refused(ReceivedLine line, Refusal refusal, Exception cause) {
              refused.add(line);
            }
          });

  @Test
  void shouldAdvanceOverContiguousAcknowledgementsOnly() {
    Delivery first = acknowledgements.expect(line(10));
    Delivery second = acknowledgements.expect(line(20));
    Delivery third = acknowledgements.expect(line(30));
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
  void shouldNotAdvancePastFailure() {
    Delivery first = acknowledgements.expect(line(10));
    Delivery second = acknowledgements.expect(line(20));
    Delivery third = acknowledgements.expect(line(30));
    first.acknowledged();
    second.failed(new IllegalStateException("expired"));
    third.acknowledged();
    assertThat(acknowledgements.complete()).isEqualTo(at(10));
    assertThat(acknowledgements.failure()).hasMessage("expired");
  }

  @Test
  void shouldReportFirstFailure() {
    Delivery first = acknowledgements.expect(line(10));
    Delivery second = acknowledgements.expect(line(20));
    first.failed(new IllegalStateException("expired"));
    second.failed(new IllegalStateException("closed forcefully"));
    assertThat(acknowledgements.failure()).hasMessage("expired");
  }

  @Test
  void shouldAdvancePastPermanentlyRejectedLine() {
    SpooledLine line = line(10);
    acknowledgements.expect(line).refused(Refusal.UNAUTHORIZED, new IllegalStateException());
    assertThat(acknowledgements.complete()).isEqualTo(at(10));
    assertThat(refused).containsExactly(line.line());
    assertThat(count).hasValue(0);
  }

  @Test
  void shouldReturnTimeOfOldestUnacknowledgedLine() {
    Delivery first = acknowledgements.expect(line(10));
    Delivery second = acknowledgements.expect(line(20));
    second.acknowledged();
    assertThat(acknowledgements.oldest()).contains(Instant.ofEpochSecond(10));
    first.acknowledged();
    assertThat(acknowledgements.oldest()).isEmpty();
  }

  private static SpooledLine line(long end) {
    return new SpooledLine(
        new ReceivedLine("home", Instant.ofEpochSecond(end), RawLine.whole(new byte[1])), at(end));
  }

  private static SpoolPosition at(long offset) {
    return new SpoolPosition(1, offset);
  }
}
