package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import io.evilnet.core.Region;
import io.evilnet.platform.format.Column;
import io.evilnet.streams.read.CityNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** {@code cities}: the cities that have been counted, searched by the prefix of a word. */
record CitiesQuery(Store store) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_IDS = 20;
  private static final String SEPARATOR = "\n";

  /** Maximum number of characters of an id or name in a cursor, at three bytes each at most. */
  private static final int MAX_LENGTH = 60;

  /** Characters of a longer id or name before its digest, at four bytes each at most. */
  private static final int PREFIX = 30;

  Query query() {
    return new Query(
        "cities", Parameters.withArea("q", "city", "limit", Page.CURSOR), false, this::answer);
  }

  Answer<City> answer(Parameters parameters) {
    String text = parameters.text("q").orElse("");
    int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    Predicate<String> isIncluded = store.in(parameters.area());
    Set<String> ids = parameters.texts("city", MAX_IDS);
    CityNames names = store.cityNames();
    List<City> found =
        names.search(text).stream()
            .filter(city -> isIncluded.test(city.id()))
            .filter(city -> ids.isEmpty() || ids.contains(city.id()))
            .toList();
    Page.Key<City, City> key =
        new Page.Key<>(
            city -> city,
            CityNames.order(text),
            CitiesQuery::idAndName,
            cursor -> parse(cursor, found));
    Page<City> page = Page.of(found, key, limit, parameters.cursor());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("found", (long) found.size());
    facts.put("next", page.next());
    return new Answer<>(facts, columns(names), page.rows());
  }

  private static List<Column<City>> columns(CityNames names) {
    return List.of(
        Column.text("city_id", City::id),
        Column.text("city", City::fullName),
        Column.text("country_code", City::countryCode),
        Column.text("region", Region::nameOf),
        Column.numeric("latitude", City::latitude),
        Column.numeric("longitude", City::longitude),
        names.populations().column(City::id));
  }

  private static String idAndName(City city) {
    return truncated(city.id()) + SEPARATOR + truncated(city.fullName());
  }

  /** Truncates a part of a cursor; the result is then longer than {@value #MAX_LENGTH}. */
  private static String truncated(String text) {
    return text.length() <= MAX_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, PREFIX))
            + UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
  }

  /** Returns the city of a cursor, from the list if its id or name is truncated. */
  private static City parse(String idAndName, List<City> found) {
    String[] parts = idAndName.split(SEPARATOR, 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("no id and name: " + idAndName);
    }
    City last = new City(parts[0], parts[1], "", 0, 0);
    return parts[0].length() <= MAX_LENGTH && parts[1].length() <= MAX_LENGTH
        ? last
        : found.stream().filter(city -> idAndName(city).equals(idAndName)).findFirst().orElse(last);
  }
}
