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
  private static final Counts CORRECT = new Counts(3, 1, 2);
  private static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);
  private static final UserSketch USERS = new UserSketch.Builder(KEY).add(1).add(2).build();
  private static final CityCounts EXPECTED = new CityCounts(MONTREAL, CORRECT, USERS);

  private final Comparison comparison = new Comparison();

  @Test
  void shouldReportNoDifferenceIfBothTablesMatch() {
    assertThat(
            comparison.differences(
                CITY, EXPECTED, List.of(byWindow(CITY, CORRECT), byCity(CITY, CORRECT))))
        .isEmpty();
  }

  @Test
  void shouldReportWrongValue() {
    Counts wrong = new Counts(3, 1, 7);

    List<Difference> differences =
        comparison.differences(
            CITY, EXPECTED, List.of(byWindow(CITY, CORRECT), byCity(CITY, wrong)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_BUCKET, CITY, byCity(CITY, wrong), EXPECTED));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.WRONG);
    assertThat(differences.get(0).metrics()).containsExactly(new Metric("users", 7L, 2L));
  }

  @Test
  void shouldReportWrongNumberOfReceivedRetweets() {
    Counts correct = new Counts(3, 1, 2, 4);
    CityCounts expected = new CityCounts(MONTREAL, correct, USERS);

    List<Difference> differences =
        comparison.differences(
            CITY, expected, List.of(byWindow(CITY, correct), byCity(CITY, CORRECT)));

    assertThat(differences)
        .containsExactly(
            new Difference(CountTable.BY_BUCKET, CITY, byCity(CITY, CORRECT), expected));
    assertThat(differences.get(0).metrics())
        .containsExactly(new Metric("received_retweets", 0L, 4L));
  }

  @Test
  void shouldReportSketchOfOtherUsers() {
    for (UserSketch wrong :
        List.of(
            UserSketch.NONE,
            new UserSketch.Builder(KEY).add(1).build(),
            new UserSketch.Builder(KEY).add(1).add(3).build())) {
      StoredCounts row = new StoredCounts(CountTable.BY_BUCKET, CITY, CORRECT, wrong);

      List<Difference> differences =
          comparison.differences(CITY, EXPECTED, List.of(byWindow(CITY, CORRECT), row));

      assertThat(differences)
          .containsExactly(new Difference(CountTable.BY_BUCKET, CITY, row, EXPECTED));
      assertThat(differences.get(0).kind()).isEqualTo(Kind.WRONG);
      assertThat(differences.get(0).metrics())
          .containsExactly(new Metric("users_sketch", wrong.count().users(), 2L));
    }
  }

  @Test
  void shouldIgnoreInsertionOrderOfSketch() {
    UserSketch other = new UserSketch.Builder(KEY).add(2).add(1).build();
    assertThat(other).isNotEqualTo(USERS);

    assertThat(
            comparison.differences(
                CITY,
                EXPECTED,
                List.of(
                    byWindow(CITY, CORRECT),
                    new StoredCounts(CountTable.BY_BUCKET, CITY, CORRECT, other))))
        .isEmpty();
  }

  @Test
  void shouldReportMissingRow() {
    List<Difference> differences =
        comparison.differences(CITY, EXPECTED, List.of(byCity(CITY, CORRECT)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_WINDOW, CITY, null, EXPECTED));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.MISSING);
    assertThat(differences.get(0).metrics())
        .containsExactly(
            new Metric("tweets", null, 3L),
            new Metric("retweets", null, 1L),
            new Metric("users", null, 2L));
  }

  @Test
  void shouldReportExtraRow() {
    List<Difference> differences =
        comparison.differences(CITY, null, List.of(byWindow(CITY, CORRECT)));

    assertThat(differences)
        .containsExactly(new Difference(CountTable.BY_WINDOW, CITY, byWindow(CITY, CORRECT), null));
    assertThat(differences.get(0).kind()).isEqualTo(Kind.EXTRA);
    assertThat(differences.get(0).cityName()).isEqualTo("m");
  }

  @Test
  void shouldCompareUnresolvedTotalsWithTableOfWindows() {
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
    // A row with that id does not belong to the tables of cities.
    assertThat(
            comparison.differences(
                UNRESOLVED,
                none,
                List.of(
                    new StoredCounts(CountTable.WINDOWS, UNRESOLVED, Counts.ZERO, UserSketch.NONE),
                    byWindow(UNRESOLVED, CORRECT))))
        .containsExactly(
            new Difference(CountTable.BY_WINDOW, UNRESOLVED, byWindow(UNRESOLVED, CORRECT), null));
  }

  private static StoredCounts byWindow(CityWindow key, Counts counts) {
    return new StoredCounts(CountTable.BY_WINDOW, key, counts, USERS);
  }

  private static StoredCounts byCity(CityWindow key, Counts counts) {
    return new StoredCounts(CountTable.BY_BUCKET, key, counts, USERS);
  }
}
