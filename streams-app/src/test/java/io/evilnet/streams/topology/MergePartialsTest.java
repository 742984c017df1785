package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.TopologyHarness.NOW;
import static io.evilnet.streams.topology.TopologyHarness.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.ChangedAt;
import io.evilnet.platform.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merge alone, with stores that outlive it as those of a killed process do. */
class MergePartialsTest {

  private static final City CITY = new City("c", "City", "CA", 45.5, -73.5);
  private static final CityWindow KEY = new CityWindow(NOW, CITY.id());
  private static final SketchKey KEY_OF_USERS = SketchKey.of(new byte[SketchKey.BYTES]);
  private static final UserSketch USERS =
      new UserSketch.Builder(KEY_OF_USERS).add(1).add(2).build();
  private static final UserSketch SAME_USERS =
      new UserSketch.Builder(KEY_OF_USERS).add(2).add(1).build();

  @TempDir private Path directory;

  private MockProcessorContext<CityWindow, CityCounts> context;
  private final List<MergedCounts> stored = new ArrayList<>();
  private Backlog backlog = Backlog.NONE;

  @BeforeEach
  void makeStores() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(NOW.toEpochMilli());
    store(
        MergePartials.STORE,
        Serdes.serdeFrom(
            (topic, merged) -> {
              stored.add(merged);
              return MergedCounts.SERDE.toBytes(merged);
            },
            MergedCounts.SERDE.deserializer()));
    store(MergePartials.USERS, CityFields.USERS);
  }

  @Test
  void shouldSendOneTotalOfAllPartialsOfAnInterval() {
    MergePartials merge = started();

    merge.process(partial(0, 2, USERS));
    merge.process(partial(1, 3, UserSketch.NONE));

    assertThat(context.forwarded()).isEmpty();
    assertThat(sent()).containsExactly(new CityCounts(CITY, new Counts(5, 0, 5), USERS));
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldSendAtOnceWhenAllPartitionsHaveReportedInAnInterval() {
    MergePartials merge = started();
    merge.process(report(1, 0, 1, 0));
    merge.process(report(1, 1, 1, 0));
    context.resetForwards();

    merge.process(partial(1, 2, UserSketch.NONE)); // a batch that is followed by others
    merge.process(report(2, 0, 2, 0));
    assertThat(context.forwarded()).isEmpty();
    merge.process(report(2, 1, 3, 0));
    assertThat(context.forwarded())
        .extracting(forward -> forward.record().value().counts())
        .containsExactly(new Counts(5, 0, 5));
    context.resetForwards();

    merge.process(report(3, 0, 4, 60_000));
    merge.process(report(3, 1, 5, 0));
    assertThat(context.forwarded()).isEmpty();
  }

  @Test
  void shouldStoreOnceWhatOnePollHasBroughtOfACity() {
    UserSketch others = new UserSketch.Builder(KEY_OF_USERS).add(3).build();
    PartialBatch polled =
        new PartialBatch(
            List.of(
                counts(KEY, 0, 2, USERS),
                counts(KEY, 1, 3, others),
                counts(KEY, 0, 4, UserSketch.NONE)),
            Map.of(),
            3);
    backlog = (group, partition) -> CompletableFuture.completedFuture(3L);
    MergePartials merge = started();

    read(merge, 0, new Record<>(0, polled, 0));

    assertThat(stored).extracting(MergedCounts::total).containsExactly(new Counts(7, 0, 7));
    assertThat(sent())
        .containsExactly(new CityCounts(CITY, new Counts(7, 0, 7), USERS.plus(others)));
  }

  @Test
  void shouldSendTheSketchOfTheUsersOnlyWithATotalWhosePartialsCarryIt() {
    MergePartials merge = started();

    merge.process(partial(0, 2, USERS));
    assertThat(sent()).extracting(CityCounts::users).containsExactly(USERS);
    merge.process(partial(0, 3, UserSketch.NONE));
    assertThat(sent()).extracting(CityCounts::users).containsExactly(UserSketch.NONE);
    merge.process(partial(0, 3, SAME_USERS));
    assertThat(sent()).extracting(CityCounts::users).containsExactly(USERS);
  }

  @Test
  void shouldEmitAtAFixedTimeAfterThePartialCountsOfAllPartitions() {
    started();

    assertThat(context.scheduledPunctuators())
        .filteredOn(punctuator -> punctuator.getInterval().equals(SETTINGS.emitInterval()))
        .extracting(MockProcessorContext.CapturedPunctuator::getStartTime)
        .containsExactly(Instant.EPOCH.plus(SETTINGS.mergeDelay()));
  }

  @Test
  void shouldSendAfterAStartWhatWasStoredButNotSent() {
    started().process(partial(0, 2, USERS));

    started();

    assertThat(sent()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
  }

  @Test
  void shouldLetThePartialsOfAKilledProcessComeAgainBeforeItSends() {
    started().process(partial(0, 2, USERS));
    backlog = (group, partition) -> CompletableFuture.completedFuture(9L);
    MergePartials again = started();
    read(again, 7, partial(0, 2, USERS));
    assertThat(sent()).isEmpty();

    read(again, 8, partial(0, 3, USERS));

    assertThat(sent()).extracting(CityCounts::counts).containsExactly(new Counts(3, 0, 3));
  }

  @Test
  void shouldAskAgainWhenKafkaDoesNotSayHowMuchIsToBeRead() {
    List<CompletableFuture<Long>> asked = new ArrayList<>();
    backlog =
        (group, partition) -> {
          asked.add(new CompletableFuture<>());
          return asked.get(asked.size() - 1);
        };
    started().process(partial(0, 2, USERS));
    assertThat(sent()).isEmpty();

    asked.get(0).completeExceptionally(new TimeoutException("no broker answers"));
    assertThat(sent()).isEmpty();
    asked.get(1).complete(0L);

    assertThat(sent()).hasSize(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldAskForTheTopicBetweenTheSteps() {
    List<TopicPartition> asked = new ArrayList<>();
    backlog =
        (group, partition) -> {
          asked.add(partition);
          return CompletableFuture.completedFuture(0L);
        };

    started();

    Topology topology =
        TopologyHarness.topology(SETTINGS, OutcomeTotals.NONE, TopologyHarness.config(directory));
    assertThat(topology.describe().toString()).contains("topic: partials-repartition");
    assertThat(asked)
        .extracting(TopicPartition::topic)
        .containsExactly(context.applicationId() + "-partials-repartition");
  }

  @Test
  void shouldTellOfATotalThatIsSentAgainWhenItChanged() {
    started().process(partial(0, 2, USERS));
    sent();
    context.setCurrentSystemTimeMs(NOW.plusSeconds(60).toEpochMilli());

    MergePartials again = started();
    again.process(partial(0, 2, USERS));
    sent();
    assertThat(changedAt()).contains(NOW);

    again.process(partial(0, 2, SAME_USERS));
    sent();
    assertThat(changedAt()).contains(NOW);

    again.process(partial(0, 3, USERS));
    sent();
    assertThat(changedAt()).contains(NOW.plusSeconds(60));
  }

  @Test
  void shouldTellOfAnotherTimeWhenUsersAreAddedAndWhenTheClockStands() {
    MergePartials merge = started();
    merge.process(partial(0, 2, UserSketch.NONE));
    sent();

    merge.process(partial(0, 2, USERS));

    sent();
    assertThat(changedAt()).contains(NOW.plusMillis(1));
  }

  @Test
  void shouldRepeatTheNewestSoThatAStalledProcessCannotUndoThem() {
    MergePartials merge = started();
    merge.process(partial(0, 2, USERS));
    sent();
    KeyValueStore<CityWindow, MergedCounts> store = context.getStateStore(MergePartials.STORE);
    MergedCounts right = store.get(KEY);

    punctuate(Duration.ofMinutes(1));

    assertThat(sent()).containsExactly(new CityCounts(CITY, new Counts(2, 0, 2), USERS));
    assertThat(store.get(KEY)).isEqualTo(right);
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldNotRepeatWhatHasNotChangedForLong() {
    MergePartials merge = started();
    merge.process(partial(0, 2, USERS));
    context.setCurrentSystemTimeMs(NOW.plus(Duration.ofHours(1)).toEpochMilli());
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    merge.process(partial(later, 0, 1, USERS));
    sent();

    punctuate(Duration.ofMinutes(1));

    assertThat(sent()).extracting(CityCounts::counts).containsExactly(new Counts(1, 0, 1));
  }

  @Test
  void shouldNotSendAllOfTheDayAgain() {
    started().process(partial(0, 2, USERS));
    context.setCurrentSystemTimeMs(NOW.plus(Duration.ofHours(1)).toEpochMilli());
    CityWindow later = new CityWindow(NOW.plus(Duration.ofHours(1)), CITY.id());
    started().process(partial(later, 0, 1, USERS));
    context.resetForwards();

    started();

    assertThat(sent()).hasSize(1);
  }

  @Test
  void shouldSendWhatWasNotSentThoughTheClockHasGoneBack() {
    started().process(partial(0, 1, USERS));
    sent();
    context.setCurrentSystemTimeMs(NOW.minus(Duration.ofHours(5)).toEpochMilli());
    CityWindow other = new CityWindow(NOW.minus(Duration.ofHours(5)), CITY.id());
    started().process(partial(other, 0, 4, USERS));

    started();

    assertThat(sent()).extracting(CityCounts::counts).contains(new Counts(4, 0, 4));
  }

  @Test
  void shouldForgetTheAgeOfASilentPartition() {
    MergePartials merge = started();
    PartialCounts counts = counts(KEY, 0, 1, UserSketch.NONE);
    merge.process(new Record<>(0, new PartialBatch(List.of(counts), Map.of(0, 600_000L)), 0));
    assertThat(sent()).hasSize(1);
    merge.process(partial(1, 2, UserSketch.NONE));
    assertThat(sent()).isEmpty();

    context.setCurrentSystemTimeMs(NOW.plusSeconds(71).toEpochMilli());
    assertThat(sent()).hasSize(1);
    merge.process(partial(1, 3, UserSketch.NONE));
    assertThat(sent()).hasSize(1);
  }

  private MergePartials started() {
    context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
    MergePartials merge = new MergePartials(SETTINGS, backlog);
    merge.init(context);
    return merge;
  }

  private void read(MergePartials merge, long offset, Record<Integer, PartialBatch> record) {
    context.setRecordMetadata("partials", 0, offset);
    merge.process(record);
  }

  /** Totals that the merge started last emits in an interval. */
  private List<CityCounts> sent() {
    context.resetForwards();
    punctuate(SETTINGS.emitInterval());
    return context.forwarded().stream()
        .<CityCounts>map(forward -> forward.record().value())
        .toList();
  }

  /** The time of change of the last total. */
  private Optional<Instant> changedAt() {
    return ChangedAt.in(context.forwarded().get(context.forwarded().size() - 1).record().headers());
  }

  private void punctuate(Duration interval) {
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .filter(punctuator -> punctuator.getInterval().equals(interval))
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(now().toEpochMilli()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private static Record<Integer, PartialBatch> partial(
      int partition, long tweets, UserSketch users) {
    return partial(KEY, partition, tweets, users);
  }

  private static Record<Integer, PartialBatch> partial(
      CityWindow key, int partition, long tweets, UserSketch users) {
    return new Record<>(
        0, new PartialBatch(List.of(counts(key, partition, tweets, users)), Map.of()), 0);
  }

  /** Returns the partial counts of a partition in an interval, with the age of its posts in ms. */
  private static Record<Integer, PartialBatch> report(
      long interval, int partition, long tweets, long age) {
    PartialCounts counts = counts(KEY, partition, tweets, UserSketch.NONE);
    return new Record<>(
        0,
        new PartialBatch(List.of(counts), Map.of(partition, age)),
        interval * SETTINGS.emitInterval().toMillis());
  }

  private static PartialCounts counts(
      CityWindow key, int partition, long tweets, UserSketch users) {
    Counts counts = new Counts(tweets, 0, tweets);
    return new PartialCounts(partition, key.windowStart(), CITY, counts, users, Optional.empty());
  }

  private <V> KeyValueStore<CityWindow, V> store(String name, Serde<V> values) {
    KeyValueStore<CityWindow, V> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Topics.CITY_COUNTS.keySerde(), values)
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }
}
