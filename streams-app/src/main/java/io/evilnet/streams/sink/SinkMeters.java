package io.evilnet.streams.sink;

import static java.util.stream.Collectors.toMap;

import io.evilnet.streams.store.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.LongStream;

/** The metrics of the sink. */
final class SinkMeters {

  private static final Duration[] DELAYS =
      LongStream.of(
              100, 200, 300, 400, 500, 600, 800, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000,
              60_000, 120_000, 300_000, 600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  final Counter received;
  final Counter unreadable;
  final Counter outdated;
  final Counter failures;
  private final Counter written;
  private final Map<String, Counter> refused;
  private final Timer writes;
  private final Timer delay;
  private final Timer visibleDelay;
  private final Timer arrivalVisibleDelay;

  SinkMeters(MeterRegistry registry) {
    this.received =
        counter("evilnet.sink.records", "Records read from city-counts").register(registry);
    this.unreadable =
        counter(
                "evilnet.sink.unreadable",
                "Records of city-counts skipped because they cannot be decoded")
            .register(registry);
    this.outdated =
        counter("evilnet.sink.outdated", "Totals skipped because a higher one was read before")
            .register(registry);
    this.written =
        counter("evilnet.sink.totals", "Totals acknowledged by Cassandra").register(registry);
    this.failures =
        counter("evilnet.sink.failures", "Failed write attempts that were retried")
            .register(registry);
    // All series from the start, since Prometheus sees no increase in the first sample of a series.
    this.refused =
        Refusal.REASONS.stream()
            .collect(
                toMap(
                    reason -> reason,
                    reason ->
                        counter(
                                "evilnet.sink.refused",
                                "Totals skipped because Cassandra rejects their values")
                            .tag("reason", reason)
                            .register(registry)));
    this.writes =
        Timer.builder("evilnet.sink.write")
            .description(
                "Time from the first attempt to write the totals of a poll until all are acknowledged")
            .publishPercentileHistogram()
            .register(registry);
    this.delay =
        Timer.builder("evilnet.sink.delay")
            .description(
                "Time from the append of a total to city-counts until Cassandra acknowledges it")
            .publishPercentileHistogram()
            .register(registry);
    this.visibleDelay = visible(registry, "evilnet.visible.delay", "From a post's created_at");
    this.arrivalVisibleDelay =
        visible(registry, "evilnet.arrival.visible.delay", "From a post's arrival in Kafka");
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  private static Timer visible(MeterRegistry registry, String name, String from) {
    return Timer.builder(name)
        .description(
            from
                + " until its count is acknowledged by Cassandra; of each total that is sent on, the"
                + " post that waited longest")
        .serviceLevelObjectives(DELAYS)
        .register(registry);
  }

  /** Counts a total that was skipped for one of {@link Refusal#REASONS}. */
  void refused(String reason) {
    refused.get(reason).increment();
  }

  void acknowledged(Collection<CityTotal> totals, Instant begun, Instant now) {
    written.increment(totals.size());
    writes.record(Duration.between(begun, now));
    for (CityTotal total : totals) {
      delay.record(Duration.between(total.appendedAt(), now));
      total
          .waiting()
          .ifPresent(
              waiting -> {
                visibleDelay.record(since(waiting.createdAt(), now));
                arrivalVisibleDelay.record(since(waiting.arrivedAt(), now));
              });
    }
  }

  /** Returns the elapsed time, at least zero, as the clocks of two machines may differ. */
  private static Duration since(Instant then, Instant now) {
    return then.isBefore(now) ? Duration.between(then, now) : Duration.ZERO;
  }
}
