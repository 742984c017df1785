package io.evilnet.chaos.check;

import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.system.SystemSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Observations of a run.
 *
 * @param settings of the system
 * @param expected expected rows and outcomes
 * @param lateOfStream late posts of the stream, without those of a replay
 * @param rows rows in Cassandra after the run
 * @param outcomes outcomes in the metrics after the run
 * @param watch observations of the rows during the run
 * @param samples the samples
 * @param settledIn time from the last fault and post until all posts were processed; empty if it
 *     was not reached
 * @param recoveryTimeout maximum of that time
 * @param deadLetters the dead letters
 * @param replayed result of the replay
 * @param unexpectedExits unexpected exits of processes
 */
public record Observations(
    SystemSettings settings,
    ExpectedCounts expected,
    long lateOfStream,
    Map<RowKey, Row> rows,
    Outcomes outcomes,
    RowWatch watch,
    List<Sample> samples,
    Optional<Duration> settledIn,
    Duration recoveryTimeout,
    DeadLetters deadLetters,
    Replayed replayed,
    List<String> unexpectedExits) {

  public Observations {
    rows = Map.copyOf(rows);
    samples = List.copyOf(samples);
    unexpectedExits = List.copyOf(unexpectedExits);
  }
}
