package io.evilnet.streams.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityTotalTest {

  @Test
  void shouldUseChangeTimeInMicrosecondsAsWriteTime() {
    assertThat(Totals.of(Totals.MONTREAL, 3).writeTime()).isEqualTo(1_795_218_961_034_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1969-12-31T23:55:00Z", "+10000-01-01T00:00:00Z", "-1000000-01-01T00:00:00Z"})
  void shouldRejectWindowOutsideRangeOfTables(Instant window) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CityTotal(
                    window,
                    Totals.MONTREAL,
                    Counts.ZERO,
                    Totals.USERS,
                    Totals.CHANGED,
                    Totals.APPENDED,
                    Optional.empty()))
        .withMessageContaining("window start");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 257})
  void shouldRejectCityIdOfInvalidLength(int length) {
    City city = new City("x".repeat(length), "X", "CA", 0, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Totals.of(city, 1))
        .withMessage("city id of " + length + " characters");
  }

  @Test
  void shouldRejectNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Totals.of(Totals.MONTREAL, -1));
  }
}
