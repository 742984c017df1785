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

/** Totals of a merge that takes over the stores of another one, and those that are sent again. */
class MergeRestartTest {

  @TempDir private Path directory;

  private MergeHarness merges;

  @BeforeEach
  void makeStores() {
    merges = new MergeHarness(directory);
  }

  @Test
  void shouldSendAfterAStartWhatWasStoredButNotSent() {
    merges.started().process(partial(0, 2, USERS));

    merges.started();

    assertThat(merges.sent()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
  }

  /** A start sends the newest totals again, so no others may be unsent. */
  @Test
  void shouldSendEveryTotalWithinAnIntervalOrAfterAStart() {
    int totals = NewestTotals.MOST + 10_000;
    MergePartials merge = merges.started();
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

    merges.started();

    merges.sent().forEach(total -> sent.add(total.counts().tweets()));
    assertThat(sent).hasSize(totals);
  }

  @Test
  void shouldLetThePartialsOfAKilledProcessComeAgainBeforeItSends() {
    merges.started().process(partial(0, 2, USERS));
    merges.setBacklog((group, partition) -> CompletableFuture.completedFuture(9L));
    MergePartials again = merges.started();
    merges.read(again, 7, partial(0, 2, USERS));
    assertThat(merges.sent()).isEmpty();

    merges.read(again, 8, partial(0, 3, USERS));

    assertThat(merges.sent()).extracting(CityCounts::counts).containsExactly(new Counts(3, 0, 3));
  }

  @Test
  void shouldAskAgainWhenKafkaDoesNotSayHowMuchIsToBeRead() {
    List<CompletableFuture<Long>> asked = new ArrayList<>();
    merges.setBacklog(
        (group, partition) -> {
          asked.add(new CompletableFuture<>());
          return asked.get(asked.size() - 1);
        });
    merges.started().process(partial(0, 2, USERS));
    assertThat(merges.sent()).isEmpty();

    asked.get(0).completeExceptionally(new TimeoutException("no broker answers"));
    assertThat(merges.sent()).isEmpty();
    asked.get(1).complete(0L);

    assertThat(merges.sent()).hasSize(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldAskForTheTopicBetweenTheSteps() {
    List<TopicPartition> asked = new ArrayList<>();
    merges.setBacklog(
        (group, partition) -> {
          asked.add(partition);
          return CompletableFuture.completedFuture(0L);
        });

    merges.started();

    Topology topology =
        TopologyHarness.topology(SETTINGS, OutcomeTotals.NONE, TopologyHarness.config(directory));
    assertThat(topology.describe().toString()).contains("topic: partials-repartition");
    assertThat(asked)
        .extracting(TopicPartition::topic)
        .containsExactly(merges.applicationId() + "-partials-repartition");
  }

  @Test
  void shouldTellOfATotalThatIsSentAgainWhenItChanged() {
    merges.started().process(partial(0, 2, USERS));
    merges.sent();
    merges.setTime(NOW.plusSeconds(60));

    MergePartials again = merges.started();
    again.process(partial(0, 2, USERS));
    merges.sent();
    assertThat(merges.changedAt()).contains(NOW);

    again.process(partial(0, 2, SAME_USERS));
    merges.sent();
    assertThat(merges.changedAt()).contains(NOW);

    again.process(partial(0, 3, USERS));
    merges.sent();
    assertThat(merges.changedAt()).contains(NOW.plusSeconds(60));
  }

  @Test
  void shouldRepeatTheNewestSoThatAStalledProcessCannotUndoThem() {
    MergePartials merge = merges.started();
    merge.process(partial(0, 2, USERS));
    merges.sent();
    MergedCounts right = merges.stored(KEY);

    merges.punctuate(Duration.ofMinutes(1));

    assertThat(merges.sent()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
    assertThat(merges.stored(KEY)).isEqualTo(right);
    assertThat(merges.sent()).isEmpty();
  }

  @Test
  void shouldNotRepeatWhatHasNotChangedForLong() {
    MergePartials merge = merges.started();
    merge.process(partial(0, 2, USERS));
    merges.setTime(NOW.plus(Duration.ofHours(1)));
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    merge.process(partial(later, 0, 1, USERS));
    merges.sent();

    merges.punctuate(Duration.ofMinutes(1));

    assertThat(merges.sent()).extracting(CityCounts::counts).containsExactly(new Counts(1, 0, 1));
  }

  @Test
  void shouldNotSendAllOfTheDayAgain() {
    merges.started().process(partial(0, 2, USERS));
    merges.setTime(NOW.plus(Duration.ofHours(1)));
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    merges.started().process(partial(later, 0, 1, USERS));

    merges.started();

    assertThat(merges.sent()).hasSize(1);
  }

  @Test
  void shouldSendWhatWasNotSentThoughTheClockHasGoneBack() {
    merges.started().process(partial(0, 1, USERS));
    merges.sent();
    merges.setTime(NOW.minus(Duration.ofHours(5)));
    CityWindow other = new CityWindow(NOW.minus(Duration.ofHours(5)), CITY.id());
    merges.started().process(partial(other, 0, 4, USERS));

    merges.started();

    assertThat(merges.sent()).extracting(CityCounts::counts).contains(new Counts(4, 0, 4));
  }
}
