package io.evilnet.backfill.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.City;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityWriterTest {

  private static final City TORONTO = city("t", "Toronto, Ontario");
  private static final City LAVAL = city("l", "Laval, Québec");
  private static final List<City> CITIES = List.of(TORONTO, LAVAL);
  private static final List<String> ROWS =
      List.of(
          "cities CA l",
          "cities CA t",
          "cities_by_region CA l",
          "cities_by_region CA t",
          "countries CA");

  private final RowSession rows = new RowSession();

  @Test
  void shouldAddMissingCities() {
    assertThat(new CityWriter(rows.session(), "k").add(CITIES, 1)).isEqualTo(2);
    assertThat(rows.written()).containsExactlyInAnyOrderElementsOf(ROWS);

    assertThat(new CityWriter(rows.session(), "k").add(CITIES, 2)).isZero();
  }

  @Test
  void shouldCompleteWritesOfKilledRun() {
    for (int writes = 0; writes < ROWS.size(); writes++) {
      RowSession killed = new RowSession();
      killed.endAfter(writes);
      CityWriter writer = new CityWriter(killed.session(), "k");
      assertThatThrownBy(() -> writer.add(CITIES, 1)).isInstanceOf(RowSession.Killed.class);

      killed.endAfter(Integer.MAX_VALUE);
      new CityWriter(killed.session(), "k").add(CITIES, 2);

      assertThat(killed.written())
          .as("killed after %d writes", writes)
          .containsExactlyInAnyOrderElementsOf(ROWS);
    }
  }

  private static City city(String id, String fullName) {
    return new City(id, fullName, "CA", 45, -75);
  }
}
