package io.evilnet.streams.metrics;

import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.Outcome;
import io.evilnet.streams.topology.OutcomeTotals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The metrics {@code evilnet_tweets_total}, posts by outcome and partition, so that no series
 * decreases when a partition is reassigned, and {@code evilnet_dead_letters_total}, dead letters of
 * this process by reason, since its start.
 */
public final class OutcomeMeters implements OutcomeTotals {

  private record Series(int partition, Outcome outcome) {}

  private record Total(AtomicLong value, FunctionCounter meter) {}

  private final MeterRegistry registry;
  private final Map<Series, Total> totals = new ConcurrentHashMap<>();
  private final Map<Reason, Counter> dead = new EnumMap<>(Reason.class);

  public OutcomeMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Reason reason : Reason.values()) {
      dead.put(reason, deadLetters(reason));
    }
  }

  @Override
  public void update(int partition, Outcome outcome, long total) {
    totals.computeIfAbsent(new Series(partition, outcome), this::register).value().set(total);
  }

  @Override
  public void dead(Reason reason) {
    dead.get(reason).increment();
  }

  @Override
  public void forget(int partition) {
    for (Outcome outcome : Outcome.values()) {
      Total total = totals.remove(new Series(partition, outcome));
      if (total != null) {
        registry.remove(total.meter());
      }
    }
  }

  private Counter deadLetters(Reason reason) {
    return Counter.builder("evilnet.dead.letters")
        .description("Dead letters written since the start, by reason")
        .tag("reason", reason.label())
        .register(registry);
  }

  private Total register(Series series) {
    AtomicLong value = new AtomicLong();
    FunctionCounter meter =
        FunctionCounter.builder("evilnet.tweets", value, AtomicLong::doubleValue)
            .description("Posts by outcome")
            .tag("outcome", series.outcome().label())
            .tag("partition", Integer.toString(series.partition()))
            .register(registry);
    return new Total(value, meter);
  }
}
