package io.evilnet.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void shouldParseFormattedFault() {
    for (String format :
        new String[] {
          "kill:kafka-1",
          "stall:kafka-1+kafka-2:60",
          "silent-link:cassandra:5",
          "full-disk:streams-app:5"
        }) {
      assertThat(Fault.parse(format).format()).isEqualTo(format);
    }
  }

  @Test
  void shouldReportExpectedFormat() {
    for (String wrong : new String[] {"", "kill", "tickle:kafka-1", "stall:kafka-1:long"}) {
      assertThatThrownBy(() -> Fault.parse(wrong)).hasMessageContaining("of the form kill:kafka-1");
    }
  }
}
