package io.evilnet.streams.api;

import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code unusual}: the cities with clearly more tweets than their own past leads to expect. */
record UnusualQuery(Supplier<Optional<Comparison>> latest, Clockwork clockwork) implements Query {

  @Override
  public String path() {
    return "unusual";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Answer<Finding> answer(Parameters parameters) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("now", clockwork.now());
    Optional<Comparison> newest = latest.get();
    if (newest.isEmpty()) {
      facts.put("state", "pending");
      return new Answer<>(facts, Finding.COLUMNS, List.of());
    }
    Comparison comparison = newest.get();
    facts.put("state", comparison.state().label());
    facts.put("until", comparison.until());
    facts.put("hours", comparison.hours());
    facts.put("cities", comparison.cities());
    return new Answer<>(facts, Finding.COLUMNS, comparison.findings());
  }
}
