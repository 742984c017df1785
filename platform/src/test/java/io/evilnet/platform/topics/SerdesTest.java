package io.evilnet.platform.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerdesTest {

  private static final CityCounts MONTREAL =
      new CityCounts(
          new City("36775d842cbec509", "Montréal, Québec", "CA", 45.5, -73.7), new Counts(3, 1, 2));

  @Test
  void shouldRoundTripWindowAndCity() {
    CityWindow key = new CityWindow(Instant.parse("2026-11-20T14:00:00Z"), "36775d842cbec509");

    assertThat(roundTrip(Topics.CITY_COUNTS.keySerde(), key)).isEqualTo(key);
  }

  @Test
  void shouldRoundTripCounts() {
    assertThat(roundTrip(Topics.CITY_COUNTS.valueSerde(), MONTREAL)).isEqualTo(MONTREAL);
  }

  @Test
  void shouldRoundTripUserSketch() {
    UserSketch users =
        new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES])).add(7).add(8).build();
    CityCounts counts = new CityCounts(MONTREAL.city(), MONTREAL.counts(), users);

    assertThat(roundTrip(Topics.CITY_COUNTS.valueSerde(), counts)).isEqualTo(counts);
  }

  @Test
  void shouldRoundTripReceivedRetweets() {
    CityCounts counts = new CityCounts(MONTREAL.city(), new Counts(3, 1, 2, 4));

    assertThat(roundTrip(Topics.CITY_COUNTS.valueSerde(), counts)).isEqualTo(counts);
  }

  @Test
  void shouldSerializeCountsAsFlatJson() {
    byte[] bytes = Topics.CITY_COUNTS.valueSerde().serializer().serialize("t", MONTREAL);

    assertThat(new String(bytes, UTF_8))
        .isEqualTo(
            "{\"city_id\":\"36775d842cbec509\",\"full_name\":\"Montréal, Québec\",\"country_code\":\"CA\""
                + ",\"latitude\":45.5,\"longitude\":-73.7,\"tweets\":3,\"retweets\":1,\"users\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"city_id\":null}",
        "{\"tweets\":\"many\"}",
        "{\"city_id\":\"a\",\"full_name\":\"A\",\"country_code\":\"\",\"users_sketch\":\"AAAA\"}",
        "{\"city_id\":\"a\""
      })
  void shouldRejectMalformedValue(String json) {
    assertThatThrownBy(
            () ->
                Topics.CITY_COUNTS
                    .valueSerde()
                    .deserializer()
                    .deserialize("t", json.getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldRejectMalformedKey() {
    assertThatThrownBy(
            () -> Topics.CITY_COUNTS.keySerde().deserializer().deserialize("t", new byte[7]))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldRoundTripOpenAndEndedGap() {
    StreamGap open =
        StreamGap.open("home", "filtered", Instant.parse("2026-11-20T14:00:00Z"), "network");
    StreamGap ended = open.endedAt(Instant.parse("2026-11-20T14:00:07.5Z")).withRecovered(3);

    assertThat(roundTrip(Topics.INGEST_GAPS.valueSerde(), open)).isEqualTo(open);
    assertThat(roundTrip(Topics.INGEST_GAPS.valueSerde(), ended)).isEqualTo(ended);
    assertThat(roundTrip(Topics.INGEST_GAPS.valueSerde(), ended.withMade(900)))
        .isEqualTo(ended.withMade(900));
    assertThat(roundTrip(Topics.INGEST_GAPS.keySerde(), ended.key())).isEqualTo(open.key());
  }

  @Test
  void shouldDeserializeGapOfEarlierVersion() {
    String json =
        """
        {"site":"a","connection":"b","from":"2026-11-20T14:00:00Z","cause":"network","recovered":3}""";
    StreamGap gap =
        Topics.INGEST_GAPS.valueSerde().deserializer().deserialize("t", json.getBytes(UTF_8));

    assertThat(gap.recovered()).isEqualTo(3);
    assertThat(gap.missed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"site\":\"a\",\"from\":\"now\"}", "{\"from\":{}}"})
  void shouldRejectMalformedGap(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertThatThrownBy(() -> Topics.INGEST_GAPS.valueSerde().deserializer().deserialize("t", bytes))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> Topics.INGEST_GAPS.keySerde().deserializer().deserialize("t", bytes))
        .isInstanceOf(SerializationException.class);
  }

  private static <T> T roundTrip(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("t", serde.serializer().serialize("t", value));
  }
}
