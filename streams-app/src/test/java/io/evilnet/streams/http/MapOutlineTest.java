package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outlines of the dashboard's map. */
class MapOutlineTest {

  @ParameterizedTest
  @ValueSource(strings = {"canada.json", "world.json"})
  void shouldNotCrossDateLine(String file) throws IOException {
    JsonNode outline;
    try (InputStream in = MapOutlineTest.class.getResourceAsStream("dashboard/data/" + file)) {
      outline = new ObjectMapper().readTree(in);
    }
    int segments = 0;
    for (JsonNode feature : outline.get("features")) {
      for (JsonNode polygon : feature.at("/geometry/coordinates")) {
        for (JsonNode ring : polygon) {
          for (int i = 1; i < ring.size(); i++, segments++) {
            double degrees = ring.get(i).get(0).asDouble() - ring.get(i - 1).get(0).asDouble();
            assertThat(Math.abs(degrees)).as("%s, point %d", ring.get(i), i).isLessThan(180);
          }
        }
      }
    }
    assertThat(segments).isGreaterThan(1_000);
  }
}
