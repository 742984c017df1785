package io.evilnet.streams.api;

import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.UsualHour;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code usual-hours}: the tweets of cities in the last hour, and their usual number. */
record UsualHoursQuery(Supplier<Optional<Comparison>> latest, Clockwork clockwork) {

  private static final int MAX_CITIES = 20;

  Query query() {
    return new Query("usual-hours", Set.of("city"), false, this::answer);
  }

  Answer<UsualHour> answer(Parameters parameters) {
    Set<String> cityIds = parameters.texts("city", MAX_CITIES);
    Optional<Comparison> newest = latest.get();
    Map<String, UsualHour> usual = newest.map(Comparison::usual).orElse(Map.of());
    Stream<UsualHour> rows =
        cityIds.isEmpty()
            ? usual.values().stream().sorted(Comparator.comparing(UsualHour::cityId))
            : cityIds.stream().map(usual::get).filter(Objects::nonNull);
    return new Answer<>(UnusualQuery.facts(clockwork, newest), UsualHour.COLUMNS, rows.toList());
  }
}
