package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.http.Health.Part;
import io.evilnet.streams.http.Health.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Part STREAMS = new Part("streams", Status.UP, "running");
  private static final Part CASSANDRA = new Part("cassandra", Status.DEGRADED, "no node \"x\"");

  @Test
  void shouldBeAsItsWorstPart() {
    assertThat(Health.overall(List.of(STREAMS))).isEqualTo(Status.UP);
    assertThat(Health.overall(List.of(STREAMS, CASSANDRA))).isEqualTo(Status.DEGRADED);
    assertThat(Health.overall(List.of(CASSANDRA, new Part("sink", Status.DOWN, "stopped"))))
        .isEqualTo(Status.DOWN);
  }

  @Test
  void shouldNameEveryPartInJson() {
    assertThat(HealthJson.of(List.of(STREAMS, CASSANDRA)))
        .isEqualTo(
            "{\"status\":\"degraded\",\"parts\":{"
                + "\"streams\":{\"status\":\"up\",\"detail\":\"running\"},"
                + "\"cassandra\":{\"status\":\"degraded\",\"detail\":\"no node \\\"x\\\"\"}}}");
  }
}
