package io.evilnet.ingest.x;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenConnectionTest {

  private static final Instant LOST = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldDetectStaleConnections() {
    OpenConnection own = new OpenConnection("own", LOST.minusSeconds(600));
    OpenConnection other = new OpenConnection("other", LOST.plusSeconds(1));
    assertThat(OpenConnection.stale(List.of(own, other), LOST)).containsExactly(own);
  }

  @Test
  void shouldSkipIncompleteConnections() throws Exception {
    String body =
        """
        {"meta":{"result_count":5},"data":[
          {"id":"a-1","new":{"x":[1]},"endpoint_name":"filtered_stream",
           "connected_at":"2026-11-20T13:50:00.000Z"},
          {"id":"b-2","connected_at":"soon"},
          {"id":"c\\"]}","connected_at":"2026-11-20T13:50:00.000Z"},
          {"id":null,"connected_at":"2026-11-20T13:50:00.000Z"},
          {"connected_at":"2026-11-20T13:50:00.000Z"}]}""";
    assertThat(OpenConnection.parse(body.getBytes(UTF_8)))
        .containsExactly(new OpenConnection("a-1", Instant.parse("2026-11-20T13:50:00Z")));
    assertThat(OpenConnection.parse("{\"meta\":{}}".getBytes(UTF_8))).isEmpty();
    assertThatThrownBy(() -> OpenConnection.parse("<html>".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
