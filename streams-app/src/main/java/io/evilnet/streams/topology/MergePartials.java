package io.evilnet.streams.topology;

import static java.util.Comparator.comparing;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.ChangedAt;
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
 * Merges the partial counts of all partitions into totals, and sends those on when all partitions
 * have reported in an interval, or after a delay.
 *
 * <p>The total of every partial is stored, once for all that one poll has brought, and is sent on
 * later, changed or not: one that is read again may be the only trace of what was lost with a
 * process. Totals that were stored but not sent when the process ended are among the newest, which
 * are all sent again after a start, once the task knows what any before it knew: unless it ends
 * before that, having stored tens of thousands of others.
 *
 * <p>A total goes with the sketch of its users if a partial of it did. Partitions send sketches
 * seldom, and once more after the last change of a count: the last total of a window and city has
 * one.
 *
 * <p>The newest are also stored and sent again from time to time: a process that was stalled while
 * this one took over may, when it wakes, write what it still had in hand over what is here.
 */
final class MergePartials implements Processor<Integer, PartialBatch, CityWindow, CityCounts> {

  static final String STORE = "merged-counts";
  static final String USERS = "merged-users";

  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

  private static final Duration REPEAT_INTERVAL = Duration.ofMinutes(1);

  /** Totals repeated in an interval; few, so that those that have changed do not wait. */
  private static final int MOST_REPEATED = 25;

  /**
   * Totals that are stored and not sent, at most, and those of a poll: a start sends the newest
   * again, and no others, though the offsets of their partials are committed.
   */
  private static final int MOST_UNSENT = NewestTotals.MOST / 2;

  /**
   * A total that is to be sent.
   *
   * @param waiting the oldest of the posts that it shows for the first time
   * @param withUsers whether it goes with the sketch of its users, as one of its partials did
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
    context.schedule(TIDY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
  }

  private TopicPartition partition() {
    return new TopicPartition(
        CityCountTopology.partials(context.applicationId()), context.taskId().partition());
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
    // Nothing is compacted or rolled back there: the offsets of its records have no gaps.
    context.recordMetadata().ifPresent(at -> catchUp.read(at.offset() + batch.records() - 1));
    // A batch without ages is followed by others of the same partition.
    boolean isComplete = !batch.ages().isEmpty() && reports.areComplete();
    if (catchUp.isDone() && (isComplete || unsent.size() >= MOST_UNSENT)) {
      sendChanged(steady);
    }
  }

  private void merge(CityWindow key, List<PartialCounts> partials, long steady) {
    Optional<MergedCounts> stored = stored(key);
    MergedCounts known = stored.orElseGet(() -> MergedCounts.none(partials.get(0).city()));
    Instant now = newest.after(known.changedAt(), steady);
    MergedCounts merged = known.merge(partials, now).received(received(steady));
    List<UserSketch> told =
        partials.stream().map(PartialCounts::users).filter(users -> !users.isNone()).toList();
    // A total is stored before its offset is committed: users without one come again.
    if (unite(key, stored.isPresent() && !told.isEmpty() ? usersOf(key) : UserSketch.NONE, told)) {
      merged = merged.changed(now);
    }
    put(key, merged, steady);
    Optional<Waiting> waiting = Optional.empty();
    for (PartialCounts partial : partials) {
      waiting = Waiting.both(waiting, partial.waiting());
    }
    unsent.merge(key, new Unsent(waiting, !told.isEmpty()), Unsent::and);
  }

  /**
   * The time of a partial, counted from the last one before this start: a clock that was ahead of
   * this one makes no total old.
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
  private boolean unite(CityWindow key, UserSketch known, List<UserSketch> told) {
    if (told.isEmpty()) {
      return false;
    }
    UserSketch all = known.plus(told);
    // A sketch that was made anew after a start says the same in another order. Were that a change,
    // the total would be newer than what a repair has written meanwhile, and undo it.
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
    for (int i = 0; i < MOST_REPEATED && !toRepeat.isEmpty(); i++) {
      repeat(toRepeat.remove());
    }
    sendChanged(now);
  }

  private void sendChanged(long now) {
    // Window by window: in Cassandra the cities of a window are one partition, and written at once.
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
   * Removes the totals of which no partial has been received for long. Their age is the time since
   * the last partial before this start, and since the start: no clock that is set makes a total
   * old, nor does a time without a process.
   */
  private void forgetOld(long now) {
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

  /** The newest stored totals, oldest first: of the last minutes, and no more than are repeated. */
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
