package io.evilnet.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Holds what was seen against what is right. */
final class Judge {

  private static final int MOST_TOLD = 20;
  private static final long MOST_RESIDENT_BYTES = 6L << 30;
  private static final long MOST_DISK_BYTES_A_POST = 8L << 10;

  /** Logs and files that servers make larger than they need, whatever the number of posts. */
  private static final long DISK_TO_GROW_BYTES = 2L << 30;

  private Judge() {}

  /**
   * The verdicts.
   *
   * @param rows what Cassandra has in the end
   * @param outcomes what the counting says in the end
   * @param settledIn how long it took after the last fault and the end of the posts; empty when it
   *     did not come to rest
   */
  static List<Verdict> judge(
      Truth truth,
      Map<RowKey, Row> rows,
      Outcomes outcomes,
      RowWatch watch,
      List<Sample> samples,
      Optional<Duration> settledIn,
      Duration bound) {
    long looks = samples.stream().filter(sample -> sample.visible() >= 0).count();
    return List.of(
        Verdict.of(
            "I1 accepted = counted + unresolved + duplicate + late + dead",
            outcomes.equals(truth.outcomes())
                ? List.of()
                : List.of("oracle: " + truth.outcomes(), "system: " + outcomes),
            "%,d accepted: %s".formatted(truth.accepted(), outcomes)),
        Verdict.of(
            "I2 every row equals the oracle",
            differences(truth.rows(), rows),
            "%,d rows".formatted(truth.rows().size())),
        Verdict.of("I3 no row ever went down", shrunk(watch, looks), looks + " looks at the rows"),
        Verdict.of("I3 no row ever exceeded the truth", watch.exceeding(truth), "none did"),
        Verdict.of(
            "I4 recovery without a person",
            settledIn.isPresent()
                ? List.of()
                : List.of("not at rest within %d s".formatted(bound.toSeconds())),
            settledIn.map(time -> "at rest after %d s".formatted(time.toSeconds())).orElse("")),
        Verdict.of("I5 memory and disk bounded", excess(truth, samples), usage(samples)));
  }

  /** Who has not looked has not seen it go down either. */
  private static List<String> shrunk(RowWatch watch, long looks) {
    return looks == 0 ? List.of("nobody has seen the rows") : watch.shrunk();
  }

  static List<String> differences(Map<RowKey, Row> right, Map<RowKey, Row> rows) {
    TreeSet<String> differences = new TreeSet<>();
    right.forEach(
        (key, row) -> {
          if (!row.equals(rows.get(key))) {
            differences.add("%s: %s, right is %s".formatted(key, rows.get(key), row));
          }
        });
    rows.forEach(
        (key, row) -> {
          if (!right.containsKey(key)) {
            differences.add("%s: %s, which should not be".formatted(key, row));
          }
        });
    List<String> told = new ArrayList<>(differences.stream().limit(MOST_TOLD).toList());
    if (differences.size() > MOST_TOLD) {
      told.add("and %,d more".formatted(differences.size() - MOST_TOLD));
    }
    return told;
  }

  private static List<String> excess(Truth truth, List<Sample> samples) {
    List<String> excess = new ArrayList<>();
    long atFirst = samples.isEmpty() ? 0 : samples.get(0).diskBytes();
    long diskBound = atFirst + DISK_TO_GROW_BYTES + truth.accepted() * MOST_DISK_BYTES_A_POST;
    if (resident(samples) > MOST_RESIDENT_BYTES) {
      excess.add("%,d MiB resident".formatted(resident(samples) >> 20));
    }
    if (disk(samples) > diskBound) {
      excess.add("%,d MiB on disk".formatted(disk(samples) >> 20));
    }
    return excess;
  }

  private static String usage(List<Sample> samples) {
    return "at most %,d MiB resident, %,d MiB on disk"
        .formatted(resident(samples) >> 20, disk(samples) >> 20);
  }

  private static long resident(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::residentBytes).max().orElse(0);
  }

  private static long disk(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::diskBytes).max().orElse(0);
  }
}
