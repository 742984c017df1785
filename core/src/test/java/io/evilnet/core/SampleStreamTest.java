package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares the counts of the documented sample with its table. */
class SampleStreamTest {

  private final TweetParser parser = new TweetParser();
  private final CountingRules rules = CountingRules.DEFAULT;
  private final WindowCounts counts = new WindowCounts();
  private final Map<String, String> cityNames = new HashMap<>();
  private final Map<String, Integer> outcomes = new HashMap<>();

  @Test
  void shouldCountSampleAsDocumented() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                getClass().getResourceAsStream("x-stream.jsonl"), StandardCharsets.UTF_8))) {
      lines.lines().forEach(this::count);
    }

    Map<String, Counts> table = new TreeMap<>();
    counts
        .windowStarts()
        .forEach(
            start ->
                counts
                    .cityIds(start)
                    .forEach(
                        id ->
                            table.put(
                                start + " " + cityNames.get(id),
                                counts.counts(new CityWindow(start, id)))));
    table.keySet().removeIf(key -> key.endsWith(" unresolved"));
    assertThat(table)
        .containsExactly(
            Map.entry("2026-11-20T14:00:00Z Cape Breton, Nova Scotia", new Counts(1, 0, 1)),
            Map.entry("2026-11-20T14:00:00Z Montréal, Québec", new Counts(3, 1, 2)),
            Map.entry("2026-11-20T14:05:00Z Cape Breton, Nova Scotia", new Counts(1, 0, 1)),
            Map.entry("2026-11-20T14:05:00Z Toronto, Ontario", new Counts(1, 1, 1)));
    assertThat(outcomes)
        .isEqualTo(
            Map.of(
                "counted",
                6,
                "unresolved",
                9,
                "duplicate",
                2,
                "message",
                2,
                "dead",
                1,
                "keep-alive",
                1));
  }

  private void count(String line) {
    StreamLine parsed = parser.parse(line.getBytes(StandardCharsets.UTF_8));
    String outcome;
    if (parsed instanceof Tweet tweet) {
      City city = rules.cityOf(tweet);
      cityNames.put(city.id(), city.fullName());
      boolean isNew = counts.add(rules.place(tweet, city));
      outcome = !isNew ? "duplicate" : city.equals(City.UNRESOLVED) ? "unresolved" : "counted";
    } else if (parsed instanceof StreamMessage) {
      outcome = "message";
    } else {
      outcome = parsed instanceof Malformed ? "dead" : "keep-alive";
    }
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
