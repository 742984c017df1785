package io.evilnet.chaos.check;

import static java.util.stream.Collectors.joining;

import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.system.ProcessNames;
import io.evilnet.chaos.system.SystemSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Checks the invariants against the observations. */
public final class InvariantChecker {

  private static final int MAX_REPORTED = 20;
  private static final long MAX_DISK_BYTES_PER_POST = 8L << 10;

  /** Allowance for logs and files that servers preallocate, independent of the number of posts. */
  private static final long DISK_ALLOWANCE_BYTES = 1L << 30;

  private static final long MIB = 1L << 20;

  /** Heap, and the memory of JVM, RocksDB and network buffers beside it. */
  private static final Map<String, Long> MAX_RESIDENT_BYTES =
      Map.of(
          "kafka-1",
          800 * MIB,
          "kafka-2",
          800 * MIB,
          "kafka-controller",
          400 * MIB,
          "cassandra",
          1_800 * MIB,
          "ingest",
          900 * MIB,
          ProcessNames.STREAMS,
          1_800 * MIB,
          ProcessNames.SECOND_STREAMS,
          1_800 * MIB);

  private InvariantChecker() {}

  /** Maximum delay of one post in a hundred by the simulator. */
  private static final Duration MAX_SIMULATOR_DELAY = Duration.ofMinutes(4);

  /** Returns a verdict for each invariant. */
  public static List<Verdict> check(Observations observations) {
    ExpectedCounts expected = observations.expected();
    long rowSamples =
        observations.samples().stream().filter(sample -> sample.visible() >= 0).count();
    return List.of(
        Verdict.of(
            "I1 accepted = counted + unresolved + duplicate + late + edited + dead-lettered + expired",
            observations.outcomes().equals(expected.outcomes())
                ? List.of()
                : List.of("oracle: " + expected.outcomes(), "system: " + observations.outcomes()),
            "%,d accepted: %s".formatted(expected.accepted(), observations.outcomes())),
        Verdict.of("I1 no post of a single stream is late", late(observations), "none is"),
        Verdict.of(
            "I1 every dead letter is in the topic",
            missingDeadLetters(observations),
            deadLetterFigures(observations)),
        Verdict.of(
            "I2 every row equals the oracle",
            differences(expected, observations.settings().schedule(), observations.rows()),
            "%,d rows, %,d received retweets"
                .formatted(expected.rows().size(), expected.received())),
        Verdict.of(
            "I3 no row ever decreased",
            decreased(observations.watch(), rowSamples),
            rowSamples + " samples of the rows"),
        Verdict.of(
            "I3 no row ever exceeded the expected counts",
            observations.watch().exceeding(expected.maximum(observations.settings().schedule())),
            "none did"),
        Verdict.of(
            "I4 recovery without intervention",
            observations.settledIn().isPresent()
                ? List.of()
                : List.of(
                    "posts still in flight after %d s"
                        .formatted(observations.recoveryTimeout().toSeconds())),
            observations
                .settledIn()
                .map(time -> "all posts processed after %d s".formatted(time.toSeconds()))
                .orElse("")),
        Verdict.of(
            "I4 no process terminated unexpectedly", observations.unexpectedExits(), "none did"),
        Verdict.of(
            "I5 memory and disk bounded",
            excess(expected, observations.samples()),
            usage(observations.samples())));
  }

  /**
   * Posts of a single stream are never late, unless the grace period is shorter than the
   * simulator's delays, or the clock was set back.
   */
  private static List<String> late(Observations observations) {
    SystemSettings settings = observations.settings();
    boolean latePostsAllowed =
        settings.ownClock() || settings.counting().grace().compareTo(MAX_SIMULATOR_DELAY) < 0;
    return observations.lateOfStream() == 0 || latePostsAllowed
        ? List.of()
        : List.of("%,d posts of the stream are late".formatted(observations.lateOfStream()));
  }

  private static List<String> missingDeadLetters(Observations observations) {
    List<String> missing = new ArrayList<>();
    long dead = observations.expected().outcomes().get(Kind.DEAD);
    if (observations.deadLetters().ofTopic() != dead) {
      missing.add(
          "%,d malformed records, dead letters of %,d"
              .formatted(dead, observations.deadLetters().ofTopic()));
    }
    if (!observations.replayed().isConsistent()) {
      missing.add("the replay does not add up: " + observations.replayed());
    }
    if (observations.deadLetters().ofIngest() < observations.replayed().dead()) {
      missing.add(
          "%,d malformed lines in the replay, %,d dead letters"
              .formatted(observations.replayed().dead(), observations.deadLetters().ofIngest()));
    }
    return missing;
  }

  private static String deadLetterFigures(Observations observations) {
    return "%,d of the topic, %,d of %,d replayed lines"
        .formatted(
            observations.deadLetters().ofTopic(),
            observations.replayed().dead(),
            observations.replayed().lines());
  }

  /** Fails without samples, which cannot prove that no row decreased. */
  private static List<String> decreased(RowWatch watch, long rowSamples) {
    return rowSamples == 0 ? List.of("no samples of the rows") : watch.decreased();
  }

  /**
   * Returns the rows that differ.
   *
   * @param repaired whether a schedule may have added some of the late posts
   */
  public static List<String> differences(
      ExpectedCounts expected, boolean repaired, Map<RowKey, Row> rows) {
    TreeSet<String> differences = new TreeSet<>();
    expected
        .rows()
        .forEach(
            (key, row) -> {
              Row stored = rows.getOrDefault(key, Row.NONE);
              Row max = expected.maximum(repaired).get(key);
              if (!rows.containsKey(key) || row.exceeds(stored) || stored.exceeds(max)) {
                differences.add("%s: %s, expected %s".formatted(key, rows.get(key), row));
              }
            });
    rows.forEach(
        (key, row) -> {
          Row max = expected.maximum(repaired).get(key);
          if (!expected.rows().containsKey(key) && (max == null || row.exceeds(max))) {
            differences.add("%s: %s, expected none".formatted(key, row));
          }
        });
    List<String> reported = new ArrayList<>(differences.stream().limit(MAX_REPORTED).toList());
    if (differences.size() > MAX_REPORTED) {
      reported.add("and %,d more".formatted(differences.size() - MAX_REPORTED));
    }
    return reported;
  }

  private static List<String> excess(ExpectedCounts expected, List<Sample> samples) {
    List<String> excess = new ArrayList<>();
    long initialBytes = samples.isEmpty() ? 0 : samples.get(0).diskBytes();
    long diskBound =
        initialBytes + DISK_ALLOWANCE_BYTES + expected.accepted() * MAX_DISK_BYTES_PER_POST;
    MAX_RESIDENT_BYTES.forEach(
        (service, bound) -> {
          long max = resident(samples, service);
          if (max > bound) {
            excess.add(
                "%s: %,d MiB resident, limit is %,d".formatted(service, max / MIB, bound / MIB));
          }
        });
    if (disk(samples) > diskBound) {
      excess.add("%,d MiB on disk".formatted(disk(samples) / MIB));
    }
    return excess;
  }

  private static String usage(List<Sample> samples) {
    String each =
        MAX_RESIDENT_BYTES.keySet().stream()
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
