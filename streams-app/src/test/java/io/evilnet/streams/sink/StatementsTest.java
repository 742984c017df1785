package io.evilnet.streams.sink;

import static io.evilnet.streams.sink.Totals.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {

  private static final CityTotal TOTAL = Totals.of(Totals.MONTREAL, 3);
  private static final long WRITE_TIME = TOTAL.writeTime();
  private static final ByteBuffer SKETCH = ByteBuffer.wrap(Totals.USERS.toBytes());

  static Stream<Arguments> statements() {
    return Stream.of(
        arguments(InsertCountByCity::cql, InsertCountByCity.values(TOTAL)),
        arguments(InsertCountByWindow::cql, InsertCountByWindow.values(TOTAL)),
        arguments(InsertWindow::cql, InsertWindow.values(TOTAL)),
        arguments(InsertWindowUnresolved::cql, InsertWindowUnresolved.values(TOTAL)),
        arguments(InsertCity::cql, InsertCity.values(TOTAL)),
        arguments(InsertCountry::cql, InsertCountry.values(TOTAL)));
  }

  private static Arguments arguments(Function<String, String> cql, Object[] values) {
    return Arguments.of(cql.apply("k"), values);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void shouldBindEveryPlaceholderAndTheWriteTimeLast(String cql, Object[] values) {
    assertThat(cql).startsWith("INSERT INTO k.").endsWith("USING TIMESTAMP ?");
    assertThat(cql.chars().filter(c -> c == '?').count()).isEqualTo(values.length);
    assertThat(values).doesNotContainNull().endsWith(WRITE_TIME);
  }

  @Test
  void shouldBindTheTotalInTheOrderOfItsColumns() {
    assertThat(InsertCountByCity.cql("k"))
        .contains("(city_id, day, window_start, tweets, retweets, users, users_sketch)");
    assertThat(InsertCountByCity.values(TOTAL))
        .containsExactly("m1", LocalDate.of(2026, 11, 20), WINDOW, 3L, 1L, 2L, SKETCH, WRITE_TIME);

    assertThat(InsertCountByWindow.cql("k"))
        .contains("(window_start, city_id, city, tweets, retweets, users, users_sketch)");
    assertThat(InsertCountByWindow.values(TOTAL))
        .containsExactly(WINDOW, "m1", "Montréal, Québec", 3L, 1L, 2L, SKETCH, WRITE_TIME);

    assertThat(InsertWindowUnresolved.cql("k"))
        .contains("(list, window_start, unresolved_tweets, unresolved_retweets, unresolved_users)");
    assertThat(InsertWindowUnresolved.values(Totals.of(City.UNRESOLVED, 9)))
        .containsExactly(WINDOW, 9L, 1L, 2L, WRITE_TIME);

    assertThat(InsertCity.cql("k")).contains("(country_code, city_id, city, latitude, longitude)");
    assertThat(InsertCity.values(TOTAL))
        .containsExactly("CA", "m1", "Montréal, Québec", 45.5, -73.7, WRITE_TIME);
  }
}
