package io.evilnet.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FillAlarmTest {

  private final FillAlarm alarm = new FillAlarm(1_000);

  @Test
  void shouldRaiseAboveThreeQuartersAndClearBelowHalf() {
    assertThat(alarm.check(750)).isFalse();
    assertThat(alarm.check(751)).isTrue();
    assertThat(alarm.check(500)).isTrue();
    assertThat(alarm.check(499)).isFalse();
    assertThat(alarm.check(700)).isFalse();
    assertThat(alarm.check(1_200)).isTrue();
  }
}
