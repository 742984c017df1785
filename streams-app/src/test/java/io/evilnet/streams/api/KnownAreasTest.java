package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static io.evilnet.streams.api.Fixture.TORONTO;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownAreasTest {

  private static final Area ONTARIO = new Area("CA", "ontario");

  private final List<City> stored = new ArrayList<>(List.of(TORONTO));
  private Instant now = Instant.EPOCH;
  private int reads;
  private final KnownAreas areas = new KnownAreas(() -> now);

  @Test
  void shouldCacheCitiesForFiveMinutes() {
    for (int i = 0; i < 15; i++) {
      assertThat(get().of("t")).isEqualTo(ONTARIO);
      assertThat(get().of("")).isEqualTo(Area.UNKNOWN); // all cities together
      now = now.plusSeconds(20);
    }
    assertThat(reads).isEqualTo(1);

    get();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void shouldAddNewlyCountedCityWithoutReload() {
    get();
    areas.add(List.of(BUFFALO));

    assertThat(get().in(Area.country("US"))).accepts("b").rejects("t");
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void shouldReloadSoonAfterMissingCity() {
    get();
    stored.add(BUFFALO);
    assertThat(get().of("b")).isEqualTo(Area.UNKNOWN);
    now = now.plus(Duration.ofSeconds(10));

    assertThat(get().of("b")).isEqualTo(new Area("US", "ny"));
    assertThat(reads).isEqualTo(2);

    now = now.plus(Duration.ofSeconds(10));
    get();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void shouldKeepCountryOfCityWhenPostHasNone() {
    get();
    areas.add(List.of(new City("t", "Toronto, Ontario", "ZZ", 43.7, -79.4)));

    assertThat(get().of("t")).isEqualTo(ONTARIO);
  }

  @Test
  void shouldUseRegionOfNewestNameInAnySpelling() {
    get();
    areas.add(
        List.of(
            new City("q", "Québec, Québec", "CA", 46.8, -71.2),
            new City("l", "Laval, Quebec", "CA", 45.6, -73.7),
            new City("b", "Buffalo, New York", "US", 42.9, -78.8)));
    areas.add(List.of(BUFFALO, new City("l", "Laval, QUEBEC", "CA", 45.6, -73.7)));

    assertThat(get().of("q")).isEqualTo(get().of("l")).isEqualTo(new Area("CA", "quebec"));
    assertThat(get().label(get().of("l"))).isEqualTo("Québec, CA");
    assertThat(get().of("b")).isEqualTo(new Area("US", "ny"));
    assertThat(get().region(Area.country("CA"))).isNull();
  }

  @Test
  void shouldPreferSpellingWithAccentsThenMixedCase() {
    for (String region : List.of("michoacan", "MICHOACAN", "Michoacan", "michoacan", "Michoacán")) {
      areas.add(List.of(new City(region, "Morelia, " + region, "MX", 19.7, -101.2)));
    }
    areas.add(List.of(new City("w", "Tijuana, michoacan", "MX", 19.7, -101.2)));
    areas.add(List.of(new City("x", "Austin, tx", "US", 30.3, -97.7)));
    areas.add(List.of(new City("y", "Dallas, TX", "US", 32.8, -96.8)));

    assertThat(get().label(get().of("w"))).isEqualTo("Michoacán, MX");
    assertThat(get().label(get().of("x"))).isEqualTo("TX, US");
    areas.add(List.of(new City("l", "London, england", "GB", 51.5, -0.1)));
    areas.add(List.of(new City("m", "Leeds, England", "GB", 53.8, -1.5)));
    areas.add(List.of(new City("n", "Leeds, ENGLAND", "GB", 53.8, -1.5)));
    assertThat(get().label(get().of("l"))).isEqualTo("England, GB");
  }

  @Test
  void shouldShareAreaBetweenItsCities() {
    areas.add(List.of(new City("o", "Ottawa, ontario", "CA", 45.4, -75.7)));

    assertThat(get().of("o")).isSameAs(get().of("t"));
    assertThat(get().has(ONTARIO)).isTrue();
    assertThat(get().has(Area.country("CA"))).isTrue();
    assertThat(get().has(Area.country("QQ"))).isFalse();
    assertThat(get().has(new Area("US", "ontario"))).isFalse();
  }

  private Areas get() {
    return areas.get(
        () -> {
          reads++;
          return List.copyOf(stored);
        });
  }
}
