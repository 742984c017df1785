package io.evilnet.chaos.check;

import io.evilnet.chaos.fault.InjectedFault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Recovery from a fault.
 *
 * @param injected the injected fault
 * @param produceStall longest interval without an append to a partition of {@code tweets}
 * @param deficitSeconds maximum backlog of the output, in seconds of traffic
 * @param deficitBefore the same for the ten seconds before the fault, as a baseline
 * @param rowsBehind time from Cassandra's return until its rows contained all counts
 */
public record Recovery(
    InjectedFault injected,
    Optional<Duration> produceStall,
    OptionalDouble deficitSeconds,
    OptionalDouble deficitBefore,
    Optional<Duration> rowsBehind) {

  private static final double MILLIS = 1_000;

  /** Returns a description. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(injected.fault().toString());
    produceStall.ifPresent(
        time -> text.append(": produce stalled %.1f s".formatted(time.toMillis() / MILLIS)));
    deficitSeconds.ifPresent(
        seconds -> text.append(": output lag %.1f s of traffic".formatted(seconds)));
    deficitBefore.ifPresent(seconds -> text.append(", %.1f s before the fault".formatted(seconds)));
    rowsBehind.ifPresent(
        time ->
            text.append(
                ": rows up to date %.1f s after Cassandra returned"
                    .formatted(time.toMillis() / MILLIS)));
    return text.toString();
  }
}
