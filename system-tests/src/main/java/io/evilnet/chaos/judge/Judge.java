package io.evilnet.chaos.judge;

import static java.util.stream.Collectors.joining;

import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.oracle.Truth;
import io.evilnet.chaos.system.ProcessNames;
import io.evilnet.chaos.system.SystemSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Checks the invariants against the observations. */
public final class Judge {

  private static final int MOST_TOLD = 20;
  private static final long MOST_DISK_BYTES_A_POST = 8L << 10;

  /** Allowance for logs and files that servers preallocate, independent of the number of posts. */
  private static final long DISK_TO_GROW_BYTES = 1L << 30;

  private static final long MIB = 1L << 20;

  /** Heap, and the memory of JVM, RocksDB and network buffers beside it. */
  private static final Map<String, Long> MOST_RESIDENT_BYTES =
      Map.of(
          "kafka-1",
          800 * MIB,
          "kafka-2",
          800 * MIB,
          "kafka-voter",
          400 * MIB,
          "cassandra",
          1_800 * MIB,
          "ingest",
          900 * MIB,
          ProcessNames.STREAMS,
          1_800 * MIB,
          ProcessNames.SECOND_STREAMS,
          1_800 * MIB);

  private Judge() {}

  /** Maximum delay of one post in a hundred by the simulator. */
  private static final Duration SIMULATOR_DELAYS = Duration.ofMinutes(4);

  /** Returns a verdict for each invariant. */
  public static List<Verdict> judge(Evidence seen) {
    Truth truth = seen.truth();
    long looks = seen.samples().stream().filter(sample -> sample.visible() >= 0).count();
    return List.of(
        Verdict.of(
            "I1 accepted = counted + unresolved + duplicate + late + dead",
            seen.outcomes().equals(truth.outcomes())
                ? List.of()
                : List.of("oracle: " + truth.outcomes(), "system: " + seen.outcomes()),
            "%,d accepted: %s".formatted(truth.accepted(), seen.outcomes())),
        Verdict.of("I1 no post of a single stream is late", late(seen), "none is"),
        Verdict.of("I1 every dead letter is in the topic", lostLetters(seen), letters(seen)),
        Verdict.of(
            "I2 every row equals the oracle",
            differences(truth, seen.settings().schedule(), seen.rows()),
            "%,d rows, %,d received retweets".formatted(truth.rows().size(), truth.received())),
        Verdict.of(
            "I3 no row ever decreased",
            shrunk(seen.watch(), looks),
            looks + " samples of the rows"),
        Verdict.of(
            "I3 no row ever exceeded the expected counts",
            seen.watch().exceeding(truth.most(seen.settings().schedule())),
            "none did"),
        Verdict.of(
            "I4 recovery without intervention",
            seen.settledIn().isPresent()
                ? List.of()
                : List.of("posts still in flight after %d s".formatted(seen.bound().toSeconds())),
            seen.settledIn()
                .map(time -> "all posts processed after %d s".formatted(time.toSeconds()))
                .orElse("")),
        Verdict.of("I4 no process terminated unexpectedly", seen.deaths(), "none did"),
        Verdict.of(
            "I5 memory and disk bounded", excess(truth, seen.samples()), usage(seen.samples())));
  }

  /**
   * Posts of a single stream are never late, unless the grace period is shorter than the
   * simulator's delays, or the clock was set back.
   */
  private static List<String> late(Evidence seen) {
    SystemSettings settings = seen.settings();
    boolean mayBeLate =
        settings.ownClock() || settings.counting().grace().compareTo(SIMULATOR_DELAYS) < 0;
    return seen.lateOfStream() == 0 || mayBeLate
        ? List.of()
        : List.of("%,d posts of the stream are late".formatted(seen.lateOfStream()));
  }

  private static List<String> lostLetters(Evidence seen) {
    List<String> lost = new ArrayList<>();
    long dead = seen.truth().outcomes().get(Kind.DEAD);
    if (seen.letters().ofTopic() != dead) {
      lost.add(
          "%,d malformed records, dead letters of %,d".formatted(dead, seen.letters().ofTopic()));
    }
    if (!seen.replayed().addsUp()) {
      lost.add("the replay does not add up: " + seen.replayed());
    }
    if (seen.letters().ofIngest() < seen.replayed().dead()) {
      lost.add(
          "%,d malformed lines in the replay, %,d dead letters"
              .formatted(seen.replayed().dead(), seen.letters().ofIngest()));
    }
    return lost;
  }

  private static String letters(Evidence seen) {
    return "%,d of the topic, %,d of %,d replayed lines"
        .formatted(seen.letters().ofTopic(), seen.replayed().dead(), seen.replayed().lines());
  }

  /** Fails without samples, which cannot prove that no row decreased. */
  private static List<String> shrunk(RowWatch watch, long looks) {
    return looks == 0 ? List.of("no samples of the rows") : watch.shrunk();
  }

  /**
   * Returns the rows that differ.
   *
   * @param repaired whether a schedule may have added some of the late posts
   */
  public static List<String> differences(Truth truth, boolean repaired, Map<RowKey, Row> rows) {
    TreeSet<String> differences = new TreeSet<>();
    truth
        .rows()
        .forEach(
            (key, row) -> {
              Row stored = rows.getOrDefault(key, Row.NONE);
              Row most = truth.most(repaired).get(key);
              if (!rows.containsKey(key) || row.exceeds(stored) || stored.exceeds(most)) {
                differences.add("%s: %s, expected %s".formatted(key, rows.get(key), row));
              }
            });
    rows.forEach(
        (key, row) -> {
          Row most = truth.most(repaired).get(key);
          if (!truth.rows().containsKey(key) && (most == null || row.exceeds(most))) {
            differences.add("%s: %s, expected none".formatted(key, row));
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
    MOST_RESIDENT_BYTES.forEach(
        (service, bound) -> {
          long most = resident(samples, service);
          if (most > bound) {
            excess.add(
                "%s: %,d MiB resident, limit is %,d".formatted(service, most / MIB, bound / MIB));
          }
        });
    if (disk(samples) > diskBound) {
      excess.add("%,d MiB on disk".formatted(disk(samples) / MIB));
    }
    return excess;
  }

  private static String usage(List<Sample> samples) {
    String each =
        MOST_RESIDENT_BYTES.keySet().stream()
            .sorted()
            .filter(service -> resident(samples, service) > 0)
            .map(service -> "%s %,d".formatted(service, resident(samples, service) / MIB))
            .collect(joining(", "));
    return "at most, in MiB: %s; %,d on disk".formatted(each, disk(samples) / MIB);
  }

  private static long resident(List<Sample> samples, String service) {
    return samples.stream()
        .mapToLong(sample -> sample.resident().getOrDefault(service, 0L))
        .max()
        .orElse(0);
  }

  private static long disk(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::diskBytes).max().orElse(0);
  }
}
