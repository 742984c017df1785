package io.evilnet.backfill.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.compare.Difference.Metric;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Instant WINDOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final City MONTREAL = new City("m", "Montréal, Québec", "CA", 45.5, -73.6);
  private static final CityWindow CITY = new CityWindow(WINDOW, "m");
  private static final CityWindow UNRESOLVED = new CityWindow(WINDOW, City.UNRESOLVED.id());
  private static final Counts RIGHT = new Counts(3, 1, 2);
  private static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);
  private static final UserSketch USERS = new UserSketch.Builder(KEY).add(1).add(2).build();
  private static final CityCounts TRUTH = new CityCounts(MONTREAL, RIGHT, USERS);

  private final Comparison comparison = new Comparison();

  @Test
  void shouldFindNothingWhereBothTablesHaveTheRow() {
    assertThat(
            comparison.differences(
                CITY, TRUTH, List.of(byWindow(CITY, RIGHT), byCity(CITY, RIGHT))))
        .isEmpty();
  }

  @Test
  void shouldFindAWrongValueInEitherTable() {
    Counts wrong = new Counts(3, 1, 7);

    List<Difference> differences =
        comparison.differences(CITY, TRUTH, List.of(byWindow(CITY, RIGHT), byCity(CITY, wrong)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_BUCKET, CITY, byCity(CITY, wrong), TRUTH));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.WRONG);
    assertThat(differences.get(0).metrics()).containsExactly(new Metric("users", 7L, 2L));
  }

  @Test
  void shouldFindAWrongNumberOfReceivedRetweets() {
    Counts right = new Counts(3, 1, 2, 4);
    CityCounts truth = new CityCounts(MONTREAL, right, USERS);

    List<Difference> differences =
        comparison.differences(CITY, truth, List.of(byWindow(CITY, right), byCity(CITY, RIGHT)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_BUCKET, CITY, byCity(CITY, RIGHT), truth));
    assertThat(differences.get(0).metrics())
        .containsExactly(new Metric("received_retweets", 0L, 4L));
  }

  @Test
  void shouldFindASketchOfOtherUsers() {
    for (UserSketch wrong :
        List.of(
            UserSketch.NONE,
            new UserSketch.Builder(KEY).add(1).build(),
            new UserSketch.Builder(KEY).add(1).add(3).build())) {
      StoredCounts row = new StoredCounts(CountTable.BY_BUCKET, CITY, RIGHT, wrong);

      List<Difference> differences =
          comparison.differences(CITY, TRUTH, List.of(byWindow(CITY, RIGHT), row));

      assertThat(differences)
          .containsExactly(new Difference(CountTable.BY_BUCKET, CITY, row, TRUTH));
      assertThat(differences.get(0).kind()).isEqualTo(Kind.WRONG);
      assertThat(differences.get(0).metrics())
          .containsExactly(new Metric("users_sketch", wrong.count().users(), 2L));
    }
  }

  @Test
  void shouldTakeASketchForEqualThatWasMadeInAnotherOrder() {
    UserSketch other = new UserSketch.Builder(KEY).add(2).add(1).build();
    assertThat(other).isNotEqualTo(USERS);

    assertThat(
            comparison.differences(
                CITY,
                TRUTH,
                List.of(
                    byWindow(CITY, RIGHT),
                    new StoredCounts(CountTable.BY_BUCKET, CITY, RIGHT, other))))
        .isEmpty();
  }

  @Test
  void shouldFindAMissingRow() {
    List<Difference> differences =
        comparison.differences(CITY, TRUTH, List.of(byCity(CITY, RIGHT)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_WINDOW, CITY, null, TRUTH));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.MISSING);
    assertThat(differences.get(0).metrics())
        .containsExactly(
            new Metric("tweets", null, 3L),
            new Metric("retweets", null, 1L),
            new Metric("users", null, 2L));
  }

  @Test
  void shouldFindARowThatMustNotBe() {
    List<Difference> differences =
        comparison.differences(CITY, null, List.of(byWindow(CITY, RIGHT)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_WINDOW, CITY, byWindow(CITY, RIGHT), null));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.EXTRA);
    assertThat(differences.get(0).cityName()).isEqualTo("m");
  }

  @Test
  void shouldCompareWhatHasNoCityWithTheListOfWindows() {
    CityCounts none = new CityCounts(City.UNRESOLVED, Counts.ZERO);

    assertThat(
            comparison.differences(
                UNRESOLVED,
                none,
                List.of(
                    new StoredCounts(
                        CountTable.WINDOWS, UNRESOLVED, Counts.ZERO, UserSketch.NONE))))
        .isEmpty();
    assertThat(comparison.differences(UNRESOLVED, none, List.of()))
        .containsExactly(new Difference(CountTable.WINDOWS, UNRESOLVED, null, none));
    // A city with that id is not a city.
    assertThat(
            comparison.differences(
                UNRESOLVED,
                none,
                List.of(
                    new StoredCounts(CountTable.WINDOWS, UNRESOLVED, Counts.ZERO, UserSketch.NONE),
                    byWindow(UNRESOLVED, RIGHT))))
        .containsExactly(
            new Difference(CountTable.BY_WINDOW, UNRESOLVED, byWindow(UNRESOLVED, RIGHT), null));
  }

  private static StoredCounts byWindow(CityWindow key, Counts counts) {
    return new StoredCounts(CountTable.BY_WINDOW, key, counts, USERS);
  }

  private static StoredCounts byCity(CityWindow key, Counts counts) {
    return new StoredCounts(CountTable.BY_BUCKET, key, counts, USERS);
  }
}
