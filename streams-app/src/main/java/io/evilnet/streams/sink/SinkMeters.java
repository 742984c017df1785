package io.evilnet.streams.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What the sink shows of its work. */
final class SinkMeters {

  private final Counter received;
  private final Counter unreadable;
  private final Counter written;
  private final Counter failures;
  private final Timer writes;
  private final Timer delay;

  SinkMeters(MeterRegistry registry) {
    this.received =
        Counter.builder("evilnet.sink.records")
            .description("Records read from city-counts")
            .register(registry);
    this.unreadable =
        Counter.builder("evilnet.sink.unreadable")
            .description("Records of city-counts left out because they cannot be read")
            .register(registry);
    this.written =
        Counter.builder("evilnet.sink.totals")
            .description("Totals acknowledged by Cassandra")
            .register(registry);
    this.failures =
        Counter.builder("evilnet.sink.failures")
            .description("Attempts to write that failed and were repeated")
            .register(registry);
    this.writes =
        Timer.builder("evilnet.sink.write")
            .description(
                "From the first attempt to write the totals of a poll until all are acknowledged")
            .publishPercentileHistogram()
            .register(registry);
    this.delay =
        Timer.builder("evilnet.sink.delay")
            .description(
                "From the append of a total to city-counts until it is acknowledged by Cassandra")
            .publishPercentileHistogram()
            .register(registry);
  }

  void received() {
    received.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  void failed() {
    failures.increment();
  }

  void acknowledged(Collection<CityTotal> totals, Instant begun, Instant now) {
    written.increment(totals.size());
    writes.record(Duration.between(begun, now));
    for (CityTotal total : totals) {
      delay.record(Duration.between(total.appendedAt(), now));
    }
  }
}
