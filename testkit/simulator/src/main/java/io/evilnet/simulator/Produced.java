package io.evilnet.simulator;

import io.evilnet.simulator.RuleBook.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Numbers of the generated posts of the last 15 minutes, by second and place. Thread-safe. */
final class Produced {

  private static final Duration RETENTION = Duration.ofMinutes(15);

  private final TreeMap<Instant, Map<SimulatedPlace, Long>> seconds = new TreeMap<>();

  synchronized void add(Instant now, List<SimulatedLine> lines) {
    Map<SimulatedPlace, Long> places =
        seconds.computeIfAbsent(now.truncatedTo(ChronoUnit.SECONDS), second -> new HashMap<>());
    lines.forEach(line -> places.merge(line.place(), 1L, Long::sum));
    seconds.headMap(now.minus(RETENTION)).clear();
  }

  /**
   * Returns the number of posts that match a rule, by second.
   *
   * @param from first second
   * @param to end, exclusive
   */
  synchronized NavigableMap<Instant, Long> count(Rule rule, Instant from, Instant to) {
    RuleMatcher matcher = RuleMatcher.of(List.of(rule));
    TreeMap<Instant, Long> counts = new TreeMap<>();
    seconds
        .subMap(from, to)
        .forEach(
            (second, places) ->
                counts.put(
                    second,
                    places.entrySet().stream()
                        .filter(
                            place ->
                                !matcher
                                    .matching(new SimulatedLine(new byte[0], place.getKey()))
                                    .isEmpty())
                        .mapToLong(Map.Entry::getValue)
                        .sum()));
    return counts;
  }
}
