package io.evilnet.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a run when it is over.
 *
 * @param settings of the system
 * @param truth what is right
 * @param lateOfStream posts of the stream, not of a replay, that are late
 * @param rows what Cassandra has in the end
 * @param outcomes what the counting says in the end
 * @param watch what the rows have said meanwhile
 * @param samples what was seen
 * @param settledIn how long it took after the last fault and the end of the posts; empty when it
 *     did not come to rest
 * @param bound within which it had to
 * @param letters the dead letters that there are
 * @param replayed what a replay has said of its file
 * @param deaths processes that ended by themselves
 */
record Evidence(
    SystemSettings settings,
    Truth truth,
    long lateOfStream,
    Map<RowKey, Row> rows,
    Outcomes outcomes,
    RowWatch watch,
    List<Sample> samples,
    Optional<Duration> settledIn,
    Duration bound,
    DeadLetters letters,
    Replayed replayed,
    List<String> deaths) {

  Evidence {
    rows = Map.copyOf(rows);
    samples = List.copyOf(samples);
    deaths = List.copyOf(deaths);
  }
}
