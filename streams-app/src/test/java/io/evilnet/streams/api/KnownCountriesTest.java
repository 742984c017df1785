package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.streams.read.Countries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownCountriesTest {

  private static final City TORONTO = new City("t", "Toronto, Ontario", "CA", 43.7, -79.4);
  private static final City BUFFALO = new City("b", "Buffalo, NY", "US", 42.9, -78.8);

  private final List<City> stored = new ArrayList<>(List.of(TORONTO));
  private Instant now = Instant.EPOCH;
  private int reads;
  private final KnownCountries countries = new KnownCountries(() -> now);

  @Test
  void shouldReadTheCitiesOnceForAllPagesOfMinutes() {
    for (int i = 0; i < 15; i++) {
      assertThat(get().of("t")).isEqualTo("CA");
      assertThat(get().of("")).isEmpty(); // all cities together
      now = now.plusSeconds(20);
    }
    assertThat(reads).isEqualTo(1);

    get();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void shouldKnowACityThatHasJustBeenCountedWithoutAnotherRead() {
    get();
    countries.add(List.of(BUFFALO));

    assertThat(get().in("US")).accepts("b").rejects("t");
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void shouldReadAgainSoonAfterACityWasMissing() {
    get();
    stored.add(BUFFALO);
    assertThat(get().of("b")).isEmpty();
    now = now.plus(Duration.ofSeconds(10));

    assertThat(get().of("b")).isEqualTo("US");
    assertThat(reads).isEqualTo(2);

    now = now.plus(Duration.ofSeconds(10));
    get();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void shouldKeepTheCountryOfACityWhenAPostComesWithoutOne() {
    get();
    countries.add(List.of(new City("t", "Toronto, Ontario", "ZZ", 43.7, -79.4)));

    assertThat(get().of("t")).isEqualTo("CA");
  }

  private Countries get() {
    return countries.get(
        () -> {
          reads++;
          return List.copyOf(stored);
        });
  }
}
