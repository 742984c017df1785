package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.MergeHarness.CITY;
import static io.evilnet.streams.topology.MergeHarness.KEY;
import static io.evilnet.streams.topology.MergeHarness.SAME_USERS;
import static io.evilnet.streams.topology.MergeHarness.USERS;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals after a merge takes over the stores of another one, and resent totals. */
class MergeRestartTest {

  @TempDir private Path directory;

  private MergeHarness merges;

  @BeforeEach
  void createStores() {
    merges = new MergeHarness(directory);
  }

  @Test
  void shouldEmitStoredButUnsentTotalsAfterRestart() {
    merges.start().process(partial(0, 2, USERS));

    merges.start();

    assertThat(merges.emit()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
  }

  /** A restart resends only the newest totals, so all others must have been emitted. */
  @Test
  void shouldEmitEveryTotalWithinIntervalOrAfterRestart() {
    int totals = NewestTotals.MAX_TOTALS + 10_000;
    MergePartials merge = merges.start();
    merges.reset();
    for (int total = 0; total < totals; total += 1_000) {
      merges.setTime(NOW.plusMillis(total));
      List<PartialCounts> batch = new ArrayList<>();
      for (int i = 1; i <= 1_000; i++) {
        CityWindow key = new CityWindow(NOW.plusSeconds(300L * (total + i)), CITY.id());
        batch.add(MergeHarness.counts(key, 0, total + i, UserSketch.NONE));
      }
      merge.process(new Record<>(0, new PartialBatch(batch, Map.of()), 0));
    }
    Set<Long> sent = new HashSet<>();
    merges.forwarded().forEach(total -> sent.add(total.counts().tweets()));

    merges.start();

    merges.emit().forEach(total -> sent.add(total.counts().tweets()));
    assertThat(sent).hasSize(totals);
  }

  @Test
  void shouldReprocessPartialsOfKilledProcessBeforeEmitting() {
    merges.start().process(partial(0, 2, USERS));
    merges.setBacklog((group, partition) -> CompletableFuture.completedFuture(9L));
    MergePartials restarted = merges.start();
    merges.process(restarted, 7, partial(0, 2, USERS));
    assertThat(merges.emit()).isEmpty();

    merges.process(restarted, 8, partial(0, 3, USERS));

    assertThat(merges.emit()).extracting(CityCounts::counts).containsExactly(new Counts(3, 0, 3));
  }

  @Test
  void shouldRetryFailedBacklogRequest() {
    List<CompletableFuture<Long>> requests = new ArrayList<>();
    merges.setBacklog(
        (group, partition) -> {
          requests.add(new CompletableFuture<>());
          return requests.get(requests.size() - 1);
        });
    merges.start().process(partial(0, 2, USERS));
    assertThat(merges.emit()).isEmpty();

    requests.get(0).completeExceptionally(new TimeoutException("no broker available"));
    assertThat(merges.emit()).isEmpty();
    requests.get(1).complete(0L);

    assertThat(merges.emit()).hasSize(1);
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldRequestBacklogOfRepartitionTopic() {
    List<TopicPartition> requested = new ArrayList<>();
    merges.setBacklog(
        (group, partition) -> {
          requested.add(partition);
          return CompletableFuture.completedFuture(0L);
        });

    merges.start();

    Topology topology =
        TopologyHarness.topology(SETTINGS, OutcomeTotals.NONE, TopologyHarness.config(directory));
    assertThat(topology.describe().toString()).contains("topic: partials-repartition");
    assertThat(requested)
        .extracting(TopicPartition::topic)
        .containsExactly(merges.applicationId() + "-partials-repartition");
  }

  @Test
  void shouldKeepChangeTimeOfResentTotals() {
    merges.start().process(partial(0, 2, USERS));
    merges.emit();
    merges.setTime(NOW.plusSeconds(60));

    MergePartials restarted = merges.start();
    restarted.process(partial(0, 2, USERS));
    merges.emit();
    assertThat(merges.changedAt()).contains(NOW);

    restarted.process(partial(0, 2, SAME_USERS));
    merges.emit();
    assertThat(merges.changedAt()).contains(NOW);

    restarted.process(partial(0, 3, USERS));
    merges.emit();
    assertThat(merges.changedAt()).contains(NOW.plusSeconds(60));
  }

  @Test
  void shouldResendNewestTotalsToOverwriteThoseOfStalledProcess() {
    MergePartials merge = merges.start();
    merge.process(partial(0, 2, USERS));
    merges.emit();
    MergedCounts stored = merges.stored(KEY);

    merges.punctuate(Duration.ofMinutes(1));

    assertThat(merges.emit()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
    assertThat(merges.stored(KEY)).isEqualTo(stored);
    assertThat(merges.emit()).isEmpty();
  }

  @Test
  void shouldNotResendTotalsUnchangedForOneHour() {
    MergePartials merge = merges.start();
    merge.process(partial(0, 2, USERS));
    merges.setTime(NOW.plus(Duration.ofHours(1)));
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    merge.process(partial(later, 0, 1, USERS));
    merges.emit();

    merges.punctuate(Duration.ofMinutes(1));

    assertThat(merges.emit()).extracting(CityCounts::counts).containsExactly(new Counts(1, 0, 1));
  }

  @Test
  void shouldNotResendOldTotalsAfterRestart() {
    merges.start().process(partial(0, 2, USERS));
    merges.setTime(NOW.plus(Duration.ofHours(1)));
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    merges.start().process(partial(later, 0, 1, USERS));

    merges.start();

    assertThat(merges.emit()).hasSize(1);
  }

  @Test
  void shouldEmitUnsentTotalsAfterClockMovedBackward() {
    merges.start().process(partial(0, 1, USERS));
    merges.emit();
    merges.setTime(NOW.minus(Duration.ofHours(5)));
    CityWindow other = new CityWindow(NOW.minus(Duration.ofHours(5)), CITY.id());
    merges.start().process(partial(other, 0, 4, USERS));

    merges.start();

    assertThat(merges.emit()).extracting(CityCounts::counts).contains(new Counts(4, 0, 4));
  }
}
