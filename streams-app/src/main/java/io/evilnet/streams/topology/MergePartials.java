package io.evilnet.streams.topology;

import static java.util.Comparator.comparing;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.ChangedAt;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the partial counts of all partitions into totals, and emits them when all partitions have
 * reported in an interval, or after a delay.
 *
 * <p>The total of every partial is stored, once per poll, and emitted later even if unchanged: a
 * partial that is read again may replace a total that was lost in a crash. Totals that were stored
 * but not emitted when the process ended are among the newest ones, all of which are emitted again
 * after a start, once the task has caught up. The exception is a task that ends before that, after
 * it has stored tens of thousands of other totals.
 *
 * <p>A total is emitted with the sketch of its users if one of its partials has one. Partitions
 * emit sketches rarely, and once after the last change of a count: the last total of a window and
 * city has one.
 *
 * <p>The newest totals are also stored and emitted again periodically: a stalled process that
 * resumes after a takeover may overwrite the state with its pending writes.
 */
final class MergePartials implements Processor<Integer, PartialBatch, CityWindow, CityCounts> {

  static final String STORE = "merged-counts";
  static final String USERS = "merged-users";

  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

  private static final Duration REPEAT_INTERVAL = Duration.ofMinutes(1);

  /** Totals repeated in an interval; few, so that changed totals are not delayed. */
  private static final int MAX_REPEATED = 25;

  /**
   * Maximum number of totals, besides those of a poll, that are stored but not emitted: after a
   * start only the newest are emitted again, while the offsets of all their partials are committed.
   */
  private static final int MAX_UNSENT = NewestTotals.MAX_TOTALS / 2;

  /**
   * A total to be emitted.
   *
   * @param waiting the oldest of the posts that are new in it
   * @param withUsers true to emit it with the sketch of its users, as one of its partials has one
   */
  private record Unsent(Optional<Waiting> waiting, boolean withUsers) {

    static final Unsent AGAIN = new Unsent(Optional.empty(), true);

    Unsent and(Unsent other) {
      return new Unsent(Waiting.both(waiting, other.waiting), withUsers || other.withUsers);
    }
  }

  private final CityCountSettings settings;
  private final Backlog backlog;
  private final Map<CityWindow, Unsent> unsent = new LinkedHashMap<>();
  private final NewestTotals newest = new NewestTotals();
  private final Deque<CityWindow> toRepeat = new ArrayDeque<>();
  private ProcessorContext<CityWindow, CityCounts> context;
  private KeyValueStore<CityWindow, MergedCounts> store;
  private KeyValueStore<CityWindow, UserSketch> users;
  private CatchUp catchUp;
  private Instant receivedAtStart = Instant.EPOCH;
  private long startedAt;
  private final EmitPace pace = EmitPace.ofClosedWindows();
  private final PartitionReports reports;

  MergePartials(CityCountSettings settings, Backlog backlog) {
    this.settings = settings;
    this.backlog = backlog;
    this.reports = new PartitionReports(settings.emitInterval());
  }

  @Override
  public void init(ProcessorContext<CityWindow, CityCounts> context) {
    this.context = context;
    store = context.getStateStore(STORE);
    users = context.getStateStore(USERS);
    long now = context.currentSystemTimeMs();
    startedAt = now;
    newestStored().forEach(total -> newest.stored(total.key, total.value, now));
    if (receivedAtStart.equals(Instant.EPOCH)) {
      receivedAtStart = Instant.ofEpochMilli(startedAt);
    }
    newest.keys(now).forEach(key -> unsent.put(key, Unsent.AGAIN));
    catchUp = new CatchUp(backlog, context.applicationId(), partition());
    context.schedule(
        Instant.EPOCH.plus(settings.mergeDelay()),
        settings.emitInterval(),
        PunctuationType.WALL_CLOCK_TIME,
        this::send);
    context.schedule(REPEAT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::repeatNewest);
    context.schedule(TIDY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::deleteExpired);
  }

  private TopicPartition partition() {
    return new TopicPartition(
        Topics.partials(context.applicationId()), context.taskId().partition());
  }

  @Override
  public void process(Record<Integer, PartialBatch> record) {
    PartialBatch batch = record.value();
    long steady = context.currentSystemTimeMs();
    Map<CityWindow, List<PartialCounts>> partials = new LinkedHashMap<>();
    for (PartialCounts partial : batch.counts()) {
      partials.computeIfAbsent(partial.key(), key -> new ArrayList<>()).add(partial);
    }
    partials.forEach((key, ofKey) -> merge(key, ofKey, steady));
    reports.add(batch.ages(), record.timestamp(), steady);
    // The topic is neither compacted nor transactional: its offsets have no gaps.
    context.recordMetadata().ifPresent(at -> catchUp.read(at.offset() + batch.records() - 1));
    // A batch without ages is followed by another of the same partition.
    boolean isComplete = !batch.ages().isEmpty() && reports.areComplete();
    if (catchUp.isDone() && (isComplete || unsent.size() >= MAX_UNSENT)) {
      sendChanged(steady);
    }
  }

  private void merge(CityWindow key, List<PartialCounts> partials, long steady) {
    Optional<MergedCounts> stored = stored(key);
    MergedCounts known = stored.orElseGet(() -> MergedCounts.none(partials.get(0).city()));
    Instant now = newest.after(known.changedAt(), steady);
    MergedCounts merged = known.merge(partials, now).received(received(steady));
    List<UserSketch> sketches =
        partials.stream().map(PartialCounts::users).filter(users -> !users.isNone()).toList();
    // A total is stored before its offset is committed: a sketch without a total is read again.
    if (addUsers(
        key,
        stored.isPresent() && !sketches.isEmpty() ? usersOf(key) : UserSketch.NONE,
        sketches)) {
      merged = merged.changed(now);
    }
    put(key, merged, steady);
    Optional<Waiting> waiting = Optional.empty();
    for (PartialCounts partial : partials) {
      waiting = Waiting.both(waiting, partial.waiting());
    }
    unsent.merge(key, new Unsent(waiting, !sketches.isEmpty()), Unsent::and);
  }

  /**
   * Returns the time of receipt of a partial, relative to the last one before this start, so that
   * no total expires early because an earlier clock was ahead.
   */
  private Instant received(long steady) {
    return receivedAtStart.plusMillis(steady - startedAt);
  }

  private Optional<MergedCounts> stored(CityWindow key) {
    return newest.get(key).or(() -> Optional.ofNullable(store.get(key)));
  }

  private void put(CityWindow key, MergedCounts merged, long steady) {
    store.put(key, merged);
    newest.stored(key, merged, steady);
  }

  /** Merges sketches into a total; returns true if users were added. */
  private boolean addUsers(CityWindow key, UserSketch known, List<UserSketch> sketches) {
    if (sketches.isEmpty()) {
      return false;
    }
    UserSketch all = known.plus(sketches);
    // A sketch that is recreated after a start has the same users in another order. As a change, it
    // would make the total newer than a repair that was written meanwhile, and overwrite it.
    boolean more = !all.hasSameUsers(known);
    if (more) {
      users.put(key, all);
    }
    return more;
  }

  private UserSketch usersOf(CityWindow key) {
    UserSketch known = users.get(key);
    return known == null ? UserSketch.NONE : known;
  }

  private void send(long now) {
    long age = reports.largestAge(now);
    if (!catchUp.isDone() || !pace.isMergeDue(now, age)) {
      return;
    }
    for (int i = 0; i < MAX_REPEATED && !toRepeat.isEmpty(); i++) {
      repeat(toRepeat.remove());
    }
    sendChanged(now);
  }

  private void sendChanged(long now) {
    // By window, since the cities of a window are one partition in Cassandra, written together.
    List<Map.Entry<CityWindow, Unsent>> sorted = new ArrayList<>(unsent.entrySet());
    sorted.sort(comparing(entry -> entry.getKey().windowStart()));
    sorted.forEach(entry -> send(entry.getKey(), entry.getValue(), now));
    unsent.clear();
  }

  private void send(CityWindow key, Unsent total, long now) {
    MergedCounts merged = stored(key).orElseThrow();
    UserSketch sketch = total.withUsers() ? usersOf(key) : UserSketch.NONE;
    CityCounts value = new CityCounts(merged.city(), merged.total(), sketch);
    Headers headers = ChangedAt.addTo(Waiting.headers(total.waiting()), merged.changedAt());
    context.forward(new Record<>(key, value, now, headers));
  }

  private void repeatNewest(long now) {
    if (toRepeat.isEmpty()) {
      toRepeat.addAll(newest.keys(now));
    }
  }

  private void repeat(CityWindow key) {
    stored(key)
        .ifPresent(
            merged -> {
              store.put(key, merged);
              UserSketch known = usersOf(key);
              if (!known.isNone()) {
                users.put(key, known);
              }
              unsent.merge(key, Unsent.AGAIN, Unsent::and);
            });
  }

  /**
   * Removes the totals without a partial for the retention time. Their age excludes the time
   * between the last partial before this start and the start: neither a clock adjustment nor a
   * downtime lets a total expire.
   */
  private void deleteExpired(long now) {
    Instant oldest = received(now).minus(settings.totalsRetention());
    List<CityWindow> old = new ArrayList<>();
    forEachTotal(
        (key, merged) -> {
          if (merged.receivedAt().isBefore(oldest) && !unsent.containsKey(key)) {
            old.add(key);
          }
        });
    old.forEach(store::delete);
    old.forEach(users::delete);
  }

  /** Returns the newest stored totals, oldest first. */
  private List<KeyValue<CityWindow, MergedCounts>> newestStored() {
    NewestStored found = new NewestStored();
    forEachTotal(
        (key, merged) -> {
          receivedAtStart = later(receivedAtStart, merged.receivedAt());
          found.add(KeyValue.pair(key, merged));
        });
    return found.oldestFirst();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void forEachTotal(BiConsumer<CityWindow, MergedCounts> visitor) {
    try (KeyValueIterator<CityWindow, MergedCounts> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<CityWindow, MergedCounts> entry = entries.next();
        visitor.accept(entry.key, entry.value);
      }
    }
  }
}
