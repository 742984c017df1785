package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.MergeHarness.CITY;
import static io.evilnet.streams.topology.MergeHarness.KEY;
import static io.evilnet.streams.topology.MergeHarness.partial;
import static io.evilnet.streams.topology.TopologyHarness.NOW;
import static io.evilnet.streams.topology.TopologyHarness.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention of totals, which exceeds the time in which their partial counts can arrive. */
class MergeRetentionTest {

  private static final Duration EVICTION_INTERVAL = Duration.ofMinutes(10);
  private static final Duration RETENTION = SETTINGS.retention();

  @TempDir private Path directory;

  private MergeHarness merges;

  @BeforeEach
  void createStores() {
    merges = new MergeHarness(directory);
  }

  @Test
  void shouldKeepTotalWhileWindowAcceptsPosts() {
    MergePartials merge = merges.start(withRetention(Duration.ofMinutes(10)));
    count(merge, KEY, 2, 5);

    assertThat(totalAfter(Duration.ofMinutes(18), merge)).isEqualTo(new Counts(8, 0, 8));
  }

  @Test
  void shouldKeepTotalWhosePartialsAreReprocessedAfterRestart() {
    count(merges.start(), KEY, 2, 5);
    setElapsed(RETENTION.multipliedBy(12).dividedBy(10));
    count(merges.start(), other(1), 1, 1);
    MergePartials merge = merges.start();
    count(merge, KEY, 2, 5);

    assertThat(totalAfter(RETENTION.multipliedBy(16).dividedBy(10), merge))
        .isEqualTo(new Counts(8, 0, 8));
  }

  @Test
  void shouldKeepTotalWhenClockWasAheadBeforeRestart() {
    setElapsed(RETENTION.multipliedBy(10));
    count(merges.start(), other(1), 1, 1);
    merges.setTime(NOW);
    MergePartials merge = merges.start();
    setElapsed(RETENTION.multipliedBy(3));
    count(merge, KEY, 2, 5);

    assertThat(totalAfter(RETENTION.multipliedBy(3).plusMinutes(11), merge))
        .isEqualTo(new Counts(8, 0, 8));
  }

  @Test
  void shouldEvictTotalWithoutNewPartials() {
    MergePartials merge = merges.start();
    count(merge, KEY, 2, 5);

    setElapsed(SETTINGS.totalsRetention().plusSeconds(1));
    merges.punctuate(EVICTION_INTERVAL);

    assertThat(merges.stored(KEY)).isNull();
  }

  private void count(MergePartials merge, CityWindow key, long first, long second) {
    merge.process(partial(key, 0, first, UserSketch.NONE));
    merge.process(partial(key, 1, second, UserSketch.NONE));
    merges.emit();
  }

  /** Returns the total after a time without its partials and one more post in partition 0. */
  private Counts totalAfter(Duration time, MergePartials merge) {
    setElapsed(time);
    count(merge, other(2), 1, 1);
    merges.punctuate(EVICTION_INTERVAL);
    merge.process(partial(KEY, 0, 3, UserSketch.NONE));
    return merges.emit().stream().map(CityCounts::counts).findFirst().orElseThrow();
  }

  private static CityWindow other(int window) {
    return new CityWindow(KEY.windowStart().plusSeconds(300L * window), CITY.id());
  }

  private void setElapsed(Duration time) {
    merges.setTime(NOW.plus(time));
  }

  private static CityCountSettings withRetention(Duration retention) {
    return new CityCountSettings(
        SETTINGS.rules(), SETTINGS.emitInterval(), SETTINGS.retireDelay(), retention);
  }
}
