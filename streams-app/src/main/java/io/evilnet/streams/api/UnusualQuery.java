package io.evilnet.streams.api;

import io.evilnet.streams.read.Area;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code unusual}: the cities, regions and countries with significantly more tweets than their
 * usual number.
 */
record UnusualQuery(Supplier<Optional<Comparison>> latest, Clockwork clockwork) {

  Query query() {
    return new Query("unusual", Parameters.withArea(), false, this::answer);
  }

  Answer<Finding> answer(Parameters parameters) {
    Optional<Area> area = parameters.area();
    Optional<Comparison> newest = latest.get();
    return new Answer<>(
        facts(clockwork, newest),
        Finding.COLUMNS,
        newest.map(all -> area.map(all::in).orElse(all.findings())).orElse(List.of()));
  }

  /** Returns the facts of the latest comparison, if there is one. */
  static Map<String, Object> facts(Clockwork clockwork, Optional<Comparison> latest) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("now", clockwork.now());
    facts.put("state", latest.map(comparison -> comparison.state().label()).orElse("pending"));
    latest.ifPresent(
        comparison -> {
          facts.put("until", comparison.until());
          facts.put("hours", comparison.hours());
          facts.put("cities", comparison.cities());
        });
    return facts;
  }
}
