package io.evilnet.chaos.check;

import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.InjectedFault;
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
  private static final Duration EFFECT_WINDOW = Duration.ofSeconds(40);

  private static final Duration BASELINE_WINDOW = Duration.ofSeconds(10);

  /** Latency of the rows in Cassandra without faults. */
  private static final Duration ROW_LATENCY = Duration.ofSeconds(3);

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
  public List<Recovery> after(List<InjectedFault> faults) {
    return faults.stream()
        .map(
            injected -> {
              Instant until =
                  faults.stream()
                      .map(InjectedFault::from)
                      .filter(other -> other.isAfter(injected.from()))
                      .min(Comparator.naturalOrder())
                      .filter(next -> next.isBefore(injected.to().plus(EFFECT_WINDOW)))
                      .orElse(injected.to().plus(EFFECT_WINDOW));
              return recovery(injected, until);
            })
        .toList();
  }

  private Recovery recovery(InjectedFault injected, Instant until) {
    Fault fault = injected.fault();
    boolean ofBrokers = fault.targets().stream().anyMatch(target -> target.startsWith("kafka"));
    boolean ofRows = fault.targets().contains(ProcessNames.CASSANDRA);
    return new Recovery(
        injected,
        ofBrokers ? stall(injected.from(), until) : Optional.empty(),
        ofRows ? OptionalDouble.empty() : deficit(injected.from(), until),
        ofRows
            ? OptionalDouble.empty()
            : deficit(injected.from().minus(BASELINE_WINDOW), injected.from()),
        ofRows ? rowsBehind(injected) : Optional.empty());
  }

  private Optional<Duration> stall(Instant from, Instant until) {
    return accepted.stalls().stream()
        .filter(stall -> stall.to().isAfter(from) && stall.from().isBefore(until))
        .map(Stall::duration)
        .max(Comparator.naturalOrder())
        .or(() -> Optional.of(Duration.ZERO));
  }

  private OptionalDouble deficit(Instant from, Instant until) {
    return OptionalDouble.of(
        (double) accepted.countableCurve().maxLagOf(output, from, until) / rate);
  }

  private Optional<Duration> rowsBehind(InjectedFault injected) {
    Instant returned = injected.to();
    for (Sample sample : samples) {
      Instant at = start.plus(sample.at());
      if (at.isBefore(injected.from()) || sample.accepted() == Sample.UNKNOWN) {
        continue;
      }
      if (injected.fault().kind() == Kind.KILL || injected.fault().kind() == Kind.TERMINATE) {
        returned = sample.cassandraUp() ? returned : at;
      }
      if (sample.cassandraUp()
          && !at.isBefore(injected.to())
          && at.isAfter(returned)
          && sample.visible() >= output.at(at.minus(ROW_LATENCY))) {
        return Optional.of(Duration.between(returned, at));
      }
    }
    return Optional.empty();
  }
}
