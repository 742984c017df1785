package io.evilnet.streams.topology;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.UserSketch;
import io.evilnet.infra.topics.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the partial counts of all partitions into totals, and sends those on at an interval.
 *
 * <p>Every partial is stored, and its total is sent on later, changed or not: one that is read
 * again may be the only trace of what was lost with a process. Totals that were stored but not sent
 * when the process ended are among the newest, which are all sent again after a start.
 */
final class MergePartials implements Processor<CityWindow, PartialCounts, CityWindow, CityCounts> {

  static final String STORE = "totals-by-city-and-window";
  static final String USERS = "users-by-city-and-window";

  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

  /** No total waits to be sent while others are stored for that much longer. */
  private static final Duration LONGEST_UNSENT = Duration.ofMinutes(10);

  /**
   * How long nothing is sent after a start with a stored past. A killed process may have sent a
   * total of which its changelog knows nothing yet; meanwhile the partials come again, and no row
   * goes down.
   */
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final CityCountSettings settings;
  private final Map<CityWindow, Optional<Waiting>> unsent = new LinkedHashMap<>();
  private ProcessorContext<CityWindow, CityCounts> context;
  private KeyValueStore<CityWindow, MergedCounts> store;
  private KeyValueStore<CityWindow, UserSketch> users;

  /** When a total was changed last; never goes back, as a clock may. */
  private Instant latest = Instant.EPOCH;

  /** Counted in intervals, as a clock may go back. */
  private long intervalsToWait;

  MergePartials(CityCountSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<CityWindow, CityCounts> context) {
    this.context = context;
    store = context.getStateStore(STORE);
    users = context.getStateStore(USERS);
    newest().forEach(key -> unsent.put(key, Optional.empty()));
    intervalsToWait = unsent.isEmpty() ? 0 : CATCH_UP.dividedBy(settings.emitInterval());
    context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::send);
    context.schedule(TIDY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
  }

  @Override
  public void process(Record<CityWindow, PartialCounts> record) {
    CityWindow key = record.key();
    PartialCounts partial = record.value();
    MergedCounts known = store.get(key);
    store.put(
        key,
        (known == null ? MergedCounts.none(partial.city()) : known).merge(partial, changedNow()));
    if (!partial.users().isNone()) {
      unite(key, partial.users());
    }
    unsent.merge(key, Waiting.in(record.headers()), Waiting::both);
  }

  private Instant changedNow() {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    latest = now.isAfter(latest) ? now : latest;
    return latest;
  }

  private void unite(CityWindow key, UserSketch some) {
    UserSketch known = usersOf(key);
    UserSketch all = known.plus(some);
    if (!all.equals(known)) {
      users.put(key, all);
    }
  }

  private UserSketch usersOf(CityWindow key) {
    UserSketch known = users.get(key);
    return known == null ? UserSketch.NONE : known;
  }

  private void send(long now) {
    if (intervalsToWait > 0) {
      intervalsToWait--;
      return;
    }
    unsent.forEach(
        (key, waiting) -> {
          MergedCounts merged = store.get(key);
          CityCounts total = new CityCounts(merged.city(), merged.total(), usersOf(key));
          context.forward(new Record<>(key, total, now, Waiting.headers(waiting)));
        });
    unsent.clear();
  }

  private List<CityWindow> newest() {
    Map<CityWindow, Instant> changes = new LinkedHashMap<>();
    forEachTotal((key, merged) -> changes.put(key, merged.changedAt()));
    latest = changes.values().stream().max(Instant::compareTo).orElse(latest);
    Instant oldest = latest.minus(LONGEST_UNSENT);
    return changes.keySet().stream().filter(key -> !changes.get(key).isBefore(oldest)).toList();
  }

  private void forgetOld(long now) {
    Instant oldest = Instant.ofEpochMilli(now).minus(settings.totalsRetention());
    List<CityWindow> old = new ArrayList<>();
    forEachTotal(
        (key, merged) -> {
          if (merged.changedAt().isBefore(oldest) && !unsent.containsKey(key)) {
            old.add(key);
          }
        });
    old.forEach(store::delete);
    old.forEach(users::delete);
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
