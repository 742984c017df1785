package io.evilnet.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Counting;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.Oracle;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.oracle.Truth;
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

/** Checks that a single wrong number anywhere is detected. */
class JudgeTest {

  private static final RowKey KEY =
      new RowKey(Oracle.BY_WINDOW, Instant.parse("2026-11-20T14:00:00Z"), "toronto");
  private static final Truth TRUTH =
      new Truth(
          Map.of(KEY, new Row(5, 2, 4)),
          Map.of(KEY, new Row(7, 3, 5)),
          new Outcomes(Map.of(Kind.COUNTED, 5L, Kind.DEAD, 1L)));

  private static final SystemSettings PLAIN = SystemSettings.plain(Path.of("unused"), 1);

  @Test
  void shouldHoldForEqualRows() {
    assertThat(judge(TRUTH.rows(), TRUTH.outcomes(), new RowWatch())).allMatch(Verdict::held);
  }

  @Test
  void shouldDetectSingleWrongCount() {
    for (Row wrong : List.of(new Row(6, 2, 4), new Row(5, 1, 4), new Row(5, 2, 5))) {
      assertThat(judge(Map.of(KEY, wrong), TRUTH.outcomes(), new RowWatch()))
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
    assertThat(Judge.differences(TRUTH, false, Map.of())).hasSize(1);
    Map<RowKey, Row> more = new HashMap<>(TRUTH.rows());
    more.put(new RowKey(Oracle.BY_BUCKET, KEY.windowStart(), "toronto"), new Row(5, 2, 4));
    assertThat(Judge.differences(TRUTH, false, more)).hasSize(1);
  }

  @Test
  void shouldDetectPostWithoutOutcome() {
    assertThat(judge(TRUTH.rows(), new Outcomes(Map.of(Kind.COUNTED, 5L)), new RowWatch()))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I1 accepted = counted + unresolved + duplicate + late + dead");
  }

  @Test
  void shouldDetectTransientlyWrongRow() {
    RowWatch watch = new RowWatch();
    watch.look(Map.of(KEY, new Row(6, 2, 4)));
    watch.look(TRUTH.rows());

    assertThat(judge(TRUTH.rows(), TRUTH.outcomes(), watch))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I3 no row ever decreased", "I3 no row ever exceeded the expected counts");
  }

  @Test
  void shouldAllowRepairToAddLatePostsOnly() {
    for (Row repaired : List.of(new Row(5, 2, 4), new Row(6, 2, 5), new Row(7, 3, 5))) {
      assertThat(Judge.differences(TRUTH, true, Map.of(KEY, repaired))).isEmpty();
    }
    for (Row wrong : List.of(new Row(4, 2, 4), new Row(8, 3, 5), new Row(7, 3, 6))) {
      assertThat(Judge.differences(TRUTH, true, Map.of(KEY, wrong))).hasSize(1);
    }
    assertThat(Judge.differences(TRUTH, false, Map.of(KEY, new Row(6, 2, 5)))).hasSize(1);
  }

  @Test
  void shouldDetectLatePostOfSingleStream() {
    assertThat(Judge.judge(withALatePost(PLAIN)))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I1 no post of a single stream is late");
  }

  @Test
  void shouldAllowLatePostsWithGracePeriodBelowSimulatorDelay() {
    Counting counting = new Counting(Set.of("CA"), Duration.ofSeconds(10), Duration.ofSeconds(60));
    SystemSettings impatient =
        new SystemSettings(Path.of("unused"), 1, 1, 1, 0, false, counting, false, false, 0);

    assertThat(Judge.judge(withALatePost(impatient))).allMatch(Verdict::held);
  }

  @Test
  void shouldFailWithoutSamplesOfRows() {
    assertThat(judge(TRUTH.rows(), TRUTH.outcomes(), new RowWatch(), Sample.UNKNOWN))
        .filteredOn(verdict -> !verdict.held())
        .extracting(Verdict::invariant)
        .containsExactly("I3 no row ever decreased");
  }

  private static List<Verdict> judge(Map<RowKey, Row> rows, Outcomes outcomes, RowWatch watch) {
    return judge(rows, outcomes, watch, 5);
  }

  private static List<Verdict> judge(
      Map<RowKey, Row> rows, Outcomes outcomes, RowWatch watch, long visible) {
    return Judge.judge(evidence(PLAIN, rows, outcomes, watch, visible, 0));
  }

  private static Evidence withALatePost(SystemSettings settings) {
    return evidence(settings, TRUTH.rows(), TRUTH.outcomes(), new RowWatch(), 5, 1);
  }

  private static Evidence evidence(
      SystemSettings settings,
      Map<RowKey, Row> rows,
      Outcomes outcomes,
      RowWatch watch,
      long visible,
      long late) {
    return new Evidence(
        settings,
        TRUTH,
        late,
        rows,
        outcomes,
        watch,
        List.of(new Sample(Duration.ZERO, Map.of(0, 6L), 6, 6, visible, true, Map.of(), 0)),
        Optional.of(Duration.ofSeconds(1)),
        Duration.ofMinutes(1),
        new DeadLetters(1, 0),
        Replayed.NOTHING,
        List.of());
  }
}
