package io.evilnet.chaos.judge;

import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.Struck;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Accepted;
import io.evilnet.chaos.oracle.Accepted.Stall;
import io.evilnet.chaos.oracle.Curve;
import io.evilnet.chaos.system.ProcessNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Computes the recovery from each fault. */
public final class Recoveries {

  /** Effects later than this after a fault, or after the next one, are not attributed to it. */
  private static final Duration CONSEQUENCES = Duration.ofSeconds(40);

  private static final Duration BEFORE = Duration.ofSeconds(10);

  /** Latency of the rows in Cassandra without faults. */
  private static final Duration ROWS_LATE = Duration.ofSeconds(3);

  private final Accepted accepted;
  private final Curve output;
  private final Instant start;
  private final List<Sample> samples;
  private final long rate;

  /**
   * @param output posts in totals
   * @param start start time of the samples
   * @param rate posts per second
   */
  public Recoveries(
      Accepted accepted, Curve output, Instant start, List<Sample> samples, long rate) {
    this.accepted = accepted;
    this.output = output;
    this.start = start;
    this.samples = samples;
    this.rate = rate;
  }

  /** Returns the recoveries from the faults, in their order. */
  public List<Recovery> after(List<Struck> faults) {
    return faults.stream()
        .map(
            struck -> {
              Instant until =
                  faults.stream()
                      .map(Struck::from)
                      .filter(other -> other.isAfter(struck.from()))
                      .min(Comparator.naturalOrder())
                      .filter(next -> next.isBefore(struck.to().plus(CONSEQUENCES)))
                      .orElse(struck.to().plus(CONSEQUENCES));
              return recovery(struck, until);
            })
        .toList();
  }

  private Recovery recovery(Struck struck, Instant until) {
    Fault fault = struck.fault();
    boolean ofBrokers = fault.targets().stream().anyMatch(target -> target.startsWith("kafka"));
    boolean ofRows = fault.targets().contains(ProcessNames.CASSANDRA);
    return new Recovery(
        struck,
        ofBrokers ? stall(struck.from(), until) : Optional.empty(),
        ofRows ? OptionalDouble.empty() : deficit(struck.from(), until),
        ofRows ? OptionalDouble.empty() : deficit(struck.from().minus(BEFORE), struck.from()),
        ofRows ? rowsBehind(struck) : Optional.empty());
  }

  private Optional<Duration> stall(Instant from, Instant until) {
    return accepted.stalls().stream()
        .filter(stall -> stall.to().isAfter(from) && stall.from().isBefore(until))
        .map(Stall::lasted)
        .max(Comparator.naturalOrder())
        .or(() -> Optional.of(Duration.ZERO));
  }

  private OptionalDouble deficit(Instant from, Instant until) {
    return OptionalDouble.of((double) accepted.toCount().mostAheadOf(output, from, until) / rate);
  }

  private Optional<Duration> rowsBehind(Struck struck) {
    Instant back = struck.to();
    for (Sample sample : samples) {
      Instant at = start.plus(sample.at());
      if (at.isBefore(struck.from()) || sample.accepted() == Sample.UNKNOWN) {
        continue;
      }
      if (struck.fault().kind() == Kind.KILL || struck.fault().kind() == Kind.TERMINATE) {
        back = sample.cassandraUp() ? back : at;
      }
      if (sample.cassandraUp()
          && !at.isBefore(struck.to())
          && at.isAfter(back)
          && sample.visible() >= output.at(at.minus(ROWS_LATE))) {
        return Optional.of(Duration.between(back, at));
      }
    }
    return Optional.empty();
  }
}
