package io.evilnet.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Counting;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Oracle;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that a single wrong count is detected. */
class InvariantCheckerTest {

  private static final RowKey KEY =
      new RowKey(Oracle.BY_WINDOW, Instant.parse("2026-11-20T14:00:00Z"), "toronto");
  private static final ExpectedCounts EXPECTED =
      new ExpectedCounts(
          Map.of(KEY, new Row(5, 2, 4)),
          Map.of(KEY, new Row(7, 3, 5)),
          new Outcomes(Map.of(Kind.COUNTED, 5L, Kind.DEAD, 1L)));

  private static final SystemSettings DEFAULTS = SystemSettings.plain(Path.of("unused"), 1);

  @Test
  void shouldHoldForEqualRows() {
    assertThat(check(EXPECTED.rows(), EXPECTED.outcomes(), new RowWatch())).allMatch(Verdict::held);
  }

  @Test
  void shouldDetectSingleWrongCount() {
    for (Row wrong : List.of(new Row(6, 2, 4), new Row(5, 1, 4), new Row(5, 2, 5))) {
      assertThat(check(Map.of(KEY, wrong), EXPECTED.outcomes(), new RowWatch()))
          .filteredOn(verdict -> !verdict.held())
          .singleElement()
          .satisfies(
              verdict -> {
                assertThat(verdict.invariant()).startsWith("I2");
                assertThat(verdict.details().get(0)).contains(wrong.toString(), "expected 5/2/4");
              });
    }
  }

  @Test
  void shouldDetectMissingAndSurplusRows() {
    assertThat(InvariantChecker.differences(EXPECTED, false, Map.of())).hasSize(1);
    Map<RowKey, Row> more = new HashMap<>(EXPECTED.rows());
    more.put(new RowKey(Oracle.BY_BUCKET, KEY.windowStart(), "toronto"), new Row(5, 2, 4));
    assertThat(InvariantChecker.differences(EXPECTED, false, more)).hasSize(1);
  }

  @Test
  void shouldDetectPostWithoutOutcome() {
    assertThat(check(EXPECTED.rows(), new Outcomes(Map.of(Kind.COUNTED, 5L)), new RowWatch()))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly(
            "I1 accepted = counted + unresolved + duplicate + late + edited + dead-lettered + expired");
  }

  @Test
  void shouldDetectTransientlyWrongRow() {
    RowWatch watch = new RowWatch();
    watch.observe(Map.of(KEY, new Row(6, 2, 4)));
    watch.observe(EXPECTED.rows());

    assertThat(check(EXPECTED.rows(), EXPECTED.outcomes(), watch))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I3 no row ever decreased", "I3 no row ever exceeded the expected counts");
  }

  @Test
  void shouldAllowRepairToAddLatePostsOnly() {
    for (Row repaired : List.of(new Row(5, 2, 4), new Row(6, 2, 5), new Row(7, 3, 5))) {
      assertThat(InvariantChecker.differences(EXPECTED, true, Map.of(KEY, repaired))).isEmpty();
    }
    for (Row wrong : List.of(new Row(4, 2, 4), new Row(8, 3, 5), new Row(7, 3, 6))) {
      assertThat(InvariantChecker.differences(EXPECTED, true, Map.of(KEY, wrong))).hasSize(1);
    }
    assertThat(InvariantChecker.differences(EXPECTED, false, Map.of(KEY, new Row(6, 2, 5))))
        .hasSize(1);
  }

  @Test
  void shouldDetectLatePostOfSingleStream() {
    assertThat(InvariantChecker.check(withLatePost(DEFAULTS)))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I1 no post of a single stream is late");
  }

  @Test
  void shouldAllowLatePostsWithGracePeriodBelowSimulatorDelay() {
    Counting counting = new Counting(Set.of("CA"), Duration.ofSeconds(10), Duration.ofSeconds(60));
    SystemSettings shortGrace =
        new SystemSettings(Path.of("unused"), 1, 1, 1, 0, false, counting, false, false, 0);

    assertThat(InvariantChecker.check(withLatePost(shortGrace))).allMatch(Verdict::held);
  }

  @Test
  void shouldFailWithoutSamplesOfRows() {
    assertThat(check(EXPECTED.rows(), EXPECTED.outcomes(), new RowWatch(), Sample.UNKNOWN))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I3 no row ever decreased");
  }

  private static List<Verdict> check(Map<RowKey, Row> rows, Outcomes outcomes, RowWatch watch) {
    return check(rows, outcomes, watch, 5);
  }

  private static List<Verdict> check(
      Map<RowKey, Row> rows, Outcomes outcomes, RowWatch watch, long visible) {
    return InvariantChecker.check(observations(DEFAULTS, rows, outcomes, watch, visible, 0));
  }

  private static Observations withLatePost(SystemSettings settings) {
    return observations(settings, EXPECTED.rows(), EXPECTED.outcomes(), new RowWatch(), 5, 1);
  }

  private static Observations observations(
      SystemSettings settings,
      Map<RowKey, Row> rows,
      Outcomes outcomes,
      RowWatch watch,
      long visible,
      long late) {
    return new Observations(
        settings,
        EXPECTED,
        late,
        rows,
        outcomes,
        watch,
        List.of(new Sample(Duration.ZERO, Map.of(0, 6L), 6, 6, visible, true, Map.of(), 0)),
        Optional.of(Duration.ofSeconds(1)),
        Duration.ofMinutes(1),
        new DeadLetters(1, 0),
        Replayed.NONE,
        List.of());
  }
}
