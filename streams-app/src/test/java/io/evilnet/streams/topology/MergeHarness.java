package io.evilnet.streams.topology;

import static io.evilnet.streams.topology.TopologyHarness.NOW;
import static io.evilnet.streams.topology.TopologyHarness.SETTINGS;

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
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A merge in isolation, with stores that survive it as those of a killed process do. */
final class MergeHarness {

  static final City CITY = new City("c", "City", "CA", 45.5, -73.5);
  static final CityWindow KEY = new CityWindow(NOW, CITY.id());
  static final SketchKey KEY_OF_USERS = SketchKey.of(new byte[SketchKey.BYTES]);
  static final UserSketch USERS = new UserSketch.Builder(KEY_OF_USERS).add(1).add(2).build();
  static final UserSketch SAME_USERS = new UserSketch.Builder(KEY_OF_USERS).add(2).add(1).build();

  private final MockProcessorContext<CityWindow, CityCounts> context;
  private final List<MergedCounts> puts = new ArrayList<>();
  private Backlog backlog = Backlog.NONE;

  MergeHarness(Path directory) {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    setTime(NOW);
    addStore(
        MergePartials.STORE,
        Serdes.serdeFrom(
            (topic, merged) -> {
              puts.add(merged);
              return MergedCounts.SERDE.toBytes(merged);
            },
            MergedCounts.SERDE.deserializer()));
    addStore(MergePartials.USERS, CityFields.USERS);
  }

  private <V> void addStore(String name, Serde<V> values) {
    KeyValueStore<CityWindow, V> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Topics.CITY_COUNTS.keySerde(), values)
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  void setTime(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
  }

  void setBacklog(Backlog backlog) {
    this.backlog = backlog;
  }

  /** Starts a merge that replaces the previous one. */
  MergePartials start() {
    return start(SETTINGS);
  }

  MergePartials start(CityCountSettings settings) {
    context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
    MergePartials merge = new MergePartials(settings, backlog);
    merge.init(context);
    return merge;
  }

  /** Processes a record at an offset. */
  void process(MergePartials merge, long offset, Record<Integer, PartialBatch> record) {
    context.setRecordMetadata("partials", 0, offset);
    merge.process(record);
  }

  /** Returns the totals that the current merge emits at its next interval. */
  List<CityCounts> emit() {
    reset();
    punctuate(SETTINGS.emitInterval());
    return forwarded();
  }

  void reset() {
    context.resetForwards();
  }

  /** Returns the totals since the last {@link #reset} or, including its own, {@link #emit}. */
  List<CityCounts> forwarded() {
    return context.forwarded().stream()
        .<CityCounts>map(forward -> forward.record().value())
        .toList();
  }

  /** Returns the time of change of the last total. */
  Optional<Instant> changedAt() {
    return ChangedAt.in(context.forwarded().get(context.forwarded().size() - 1).record().headers());
  }

  void punctuate(Duration interval) {
    punctuators(interval)
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(context.currentSystemTimeMs()));
  }

  List<MockProcessorContext.CapturedPunctuator> punctuators(Duration interval) {
    return context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .filter(punctuator -> punctuator.getInterval().equals(interval))
        .toList();
  }

  /** Returns all totals that were stored. */
  List<MergedCounts> puts() {
    return puts;
  }

  MergedCounts stored(CityWindow key) {
    return context
        .<KeyValueStore<CityWindow, MergedCounts>>getStateStore(MergePartials.STORE)
        .get(key);
  }

  String applicationId() {
    return context.applicationId();
  }

  static Record<Integer, PartialBatch> partial(int partition, long tweets, UserSketch users) {
    return partial(KEY, partition, tweets, users);
  }

  static Record<Integer, PartialBatch> partial(
      CityWindow key, int partition, long tweets, UserSketch users) {
    return new Record<>(
        0, new PartialBatch(List.of(counts(key, partition, tweets, users)), Map.of()), 0);
  }

  /** Returns the partial counts of a partition in an interval, with the age of its posts in ms. */
  static Record<Integer, PartialBatch> report(long interval, int partition, long tweets, long age) {
    PartialCounts counts = counts(KEY, partition, tweets, UserSketch.NONE);
    return new Record<>(
        0,
        new PartialBatch(List.of(counts), Map.of(partition, age)),
        interval * SETTINGS.emitInterval().toMillis());
  }

  static PartialCounts counts(CityWindow key, int partition, long tweets, UserSketch users) {
    Counts counts = new Counts(tweets, 0, tweets);
    return new PartialCounts(partition, key.windowStart(), CITY, counts, users, Optional.empty());
  }
}
