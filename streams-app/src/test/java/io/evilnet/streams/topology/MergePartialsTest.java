package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.MergeHarness.CITY;
import static io.evilnet.streams.topology.MergeHarness.KEY;
import static io.evilnet.streams.topology.MergeHarness.KEY_OF_USERS;
import static io.evilnet.streams.topology.MergeHarness.SAME_USERS;
import static io.evilnet.streams.topology.MergeHarness.USERS;
import static io.evilnet.streams.topology.MergeHarness.counts;
import static io.evilnet.streams.topology.MergeHarness.partial;
import static io.evilnet.streams.topology.MergeHarness.report;
import static io.evilnet.streams.topology.TopologyHarness.NOW;
import static io.evilnet.streams.topology.TopologyHarness.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergePartialsTest {

  @TempDir private Path directory;

  private MergeHarness merges;

  @BeforeEach
  void createStores() {
    merges = new MergeHarness(directory);
  }

  @Test
  void shouldEmitOneTotalForAllPartialsOfInterval() {
    MergePartials merge = merges.start();

    merge.process(partial(0, 2, USERS));
    merge.process(partial(1, 3, UserSketch.NONE));

    assertThat(merges.forwarded()).isEmpty();
    assertThat(merges.emit()).containsExactly(new CityCounts(CITY, new Counts(5, 0, 5), USERS));
    assertThat(merges.emit()).isEmpty();
  }

  @Test
  void shouldEmitImmediatelyOnceAllPartitionsHaveReported() {
    MergePartials merge = merges.start();
    merge.process(report(1, 0, 1, 0));
    merge.process(report(1, 1, 1, 0));
    merges.reset();

    merge.process(partial(1, 2, UserSketch.NONE)); // a batch that is followed by others
    merge.process(report(2, 0, 2, 0));
    assertThat(merges.forwarded()).isEmpty();
    merge.process(report(2, 1, 3, 0));
    assertThat(merges.forwarded())
        .extracting(CityCounts::counts)
        .containsExactly(new Counts(5, 0, 5));
  }

  @Test
  void shouldStoreTotalOfCityOncePerPoll() {
    UserSketch others = new UserSketch.Builder(KEY_OF_USERS).add(3).build();
    PartialBatch polled =
        new PartialBatch(
            List.of(
                counts(KEY, 0, 2, USERS),
                counts(KEY, 1, 3, others),
                counts(KEY, 0, 4, UserSketch.NONE)),
            Map.of(),
            3);
    merges.setBacklog((group, partition) -> CompletableFuture.completedFuture(3L));
    MergePartials merge = merges.start();

    merges.process(merge, 0, new Record<>(0, polled, 0));

    assertThat(merges.puts()).extracting(MergedCounts::total).containsExactly(new Counts(7, 0, 7));
    assertThat(merges.emit())
        .containsExactly(new CityCounts(CITY, new Counts(7, 0, 7), USERS.plus(others)));
  }

  @Test
  void shouldEmitSketchOnlyWhenPartialsContainSketch() {
    MergePartials merge = merges.start();

    merge.process(partial(0, 2, USERS));
    assertThat(merges.emit()).extracting(CityCounts::users).containsExactly(USERS);
    merge.process(partial(0, 3, UserSketch.NONE));
    assertThat(merges.emit()).extracting(CityCounts::users).containsExactly(UserSketch.NONE);
    merge.process(partial(0, 3, SAME_USERS));
    assertThat(merges.emit()).extracting(CityCounts::users).containsExactly(USERS);
  }

  @Test
  void shouldEmitAtFixedDelayAfterPartialCounts() {
    merges.start();

    assertThat(merges.punctuators(SETTINGS.emitInterval()))
        .extracting(MockProcessorContext.CapturedPunctuator::getStartTime)
        .containsExactly(Instant.EPOCH.plus(SETTINGS.mergeDelay()));
  }

  @Test
  void shouldAdvanceChangeTimeWhenSketchIsAddedAtSameClockTime() {
    MergePartials merge = merges.start();
    merge.process(partial(0, 2, UserSketch.NONE));
    merges.emit();

    merge.process(partial(0, 2, USERS));

    merges.emit();
    assertThat(merges.changedAt()).contains(NOW.plusMillis(1));
  }

  @Test
  void shouldEmitLessOftenDuringConsumerLag() {
    MergePartials merge = merges.start();
    merge.process(report(1, 0, 1, 600_000));
    assertThat(merges.emit()).hasSize(1);
    merge.process(partial(1, 2, UserSketch.NONE));
    assertThat(merges.emit()).isEmpty();

    merge.process(report(1, 0, 1, 0));
    assertThat(merges.forwarded()).hasSize(1);
  }
}
