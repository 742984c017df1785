package io.evilnet.platform.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static final Instant CREATED = Instant.parse("2026-11-20T14:00:00.123Z");
  private static final Instant ARRIVED = Instant.parse("2026-11-20T14:00:01Z");

  @Test
  void shouldReadWrittenHeaders() {
    Headers headers = new RecordHeaders();
    new Waiting(CREATED, ARRIVED).addTo(headers);

    assertThat(Waiting.in(headers)).contains(new Waiting(CREATED, ARRIVED));
  }

  @Test
  void shouldReadHeadersOfEarlierVersions() {
    assertThat(Waiting.in(headers(CREATED.toString().getBytes(UTF_8))))
        .contains(new Waiting(CREATED, CREATED));
    assertThat(
            ChangedAt.in(new RecordHeaders().add("changed-at", ARRIVED.toString().getBytes(UTF_8))))
        .contains(ARRIVED);
    assertThat(ChangedAt.in(ChangedAt.addTo(new RecordHeaders(), CREATED))).contains(CREATED);
  }

  @Test
  void shouldReturnMinimumOfBothTimes() {
    Waiting late = new Waiting(CREATED.minusSeconds(60), ARRIVED.plusSeconds(1));

    assertThat(new Waiting(CREATED, ARRIVED).and(late))
        .isEqualTo(new Waiting(CREATED.minusSeconds(60), ARRIVED));
  }

  @Test
  void shouldReturnEmptyForMissingOrMalformedHeaders() {
    assertThat(Waiting.in(new RecordHeaders())).isEmpty();
    assertThat(Waiting.in(headers("x".getBytes(UTF_8)))).isEmpty();
    assertThat(Waiting.in(headers(null))).isEmpty();
  }

  private static Headers headers(byte[] value) {
    return new RecordHeaders().add("oldest-created-at", value).add("oldest-arrived-at", value);
  }
}
