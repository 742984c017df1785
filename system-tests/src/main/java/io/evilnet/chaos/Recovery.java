package io.evilnet.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a fault has cost until all went on.
 *
 * @param struck the fault, and when it was
 * @param produceStall the longest time in which a partition of {@code tweets} took nothing
 * @param deficitSeconds how much the output was behind at most, in seconds of traffic
 * @param deficitBefore the same of the ten seconds before the fault: what it had no part in
 * @param rowsBehind after Cassandra was back, until its rows showed what had been counted
 */
record Recovery(
    Struck struck,
    Optional<Duration> produceStall,
    OptionalDouble deficitSeconds,
    OptionalDouble deficitBefore,
    Optional<Duration> rowsBehind) {

  private static final double MILLIS = 1_000;

  /** For a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(struck.fault().toString());
    produceStall.ifPresent(
        time -> text.append(": produce stalled %.1f s".formatted(time.toMillis() / MILLIS)));
    deficitSeconds.ifPresent(
        seconds -> text.append(": output behind by %.1f s of traffic".formatted(seconds)));
    deficitBefore.ifPresent(
        seconds -> text.append(", by %.1f s already before".formatted(seconds)));
    rowsBehind.ifPresent(
        time ->
            text.append(
                ": rows as counted %.1f s after Cassandra was back"
                    .formatted(time.toMillis() / MILLIS)));
    return text.toString();
  }
}
