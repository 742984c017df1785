package io.evilnet.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight(1_000);

  @Test
  void shouldHaveRoomBelowByteLimit() throws InterruptedException {
    inFlight.add(999);
    assertThat(inFlight.awaitRoom(Duration.ZERO)).isTrue();
    inFlight.add(1);
    assertThat(inFlight.awaitRoom(Duration.ZERO)).isFalse();

    inFlight.remove(999);
    assertThat(inFlight.awaitRoom(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldBeEmptyOnceAllRecordsIncludingEmptyOnesAreAcknowledged() throws InterruptedException {
    inFlight.add(0);
    inFlight.add(5);
    inFlight.remove(5);
    assertThat(inFlight.awaitNone(Duration.ZERO)).isFalse();

    inFlight.remove(0);
    assertThat(inFlight.awaitNone(Duration.ZERO)).isTrue();
  }
}
