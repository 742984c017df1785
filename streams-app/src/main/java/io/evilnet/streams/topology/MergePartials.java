package io.evilnet.streams.topology;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the partial counts of all partitions into totals.
 *
 * <p>Every partial is stored and its total sent on, changed or not: one that is read again may be
 * the only trace of what was lost with a process.
 */
final class MergePartials implements Processor<CityWindow, PartialCounts, CityWindow, CityCounts> {

  static final String STORE = "totals-by-city-and-window";

  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

  private final CityCountSettings settings;
  private ProcessorContext<CityWindow, CityCounts> context;
  private KeyValueStore<CityWindow, MergedCounts> store;

  MergePartials(CityCountSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<CityWindow, CityCounts> context) {
    this.context = context;
    store = context.getStateStore(STORE);
    context.schedule(TIDY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
  }

  @Override
  public void process(Record<CityWindow, PartialCounts> record) {
    PartialCounts partial = record.value();
    MergedCounts known = store.get(record.key());
    MergedCounts merged =
        (known == null ? MergedCounts.none(partial.city()) : known)
            .merge(partial, Instant.ofEpochMilli(context.currentSystemTimeMs()));
    store.put(record.key(), merged);
    context.forward(record.withValue(merged.total()));
  }

  private void forgetOld(long now) {
    Instant oldest = Instant.ofEpochMilli(now).minus(settings.totalsRetention());
    List<CityWindow> old = new ArrayList<>();
    try (KeyValueIterator<CityWindow, MergedCounts> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<CityWindow, MergedCounts> entry = entries.next();
        if (entry.value.changedAt().isBefore(oldest)) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(store::delete);
  }
}
