package io.evilnet.chaos;

import static java.util.stream.Collectors.joining;

import io.evilnet.chaos.Outcomes.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds what was seen against what is right. */
final class Judge {

  private static final int MOST_TOLD = 20;
  private static final long MOST_DISK_BYTES_A_POST = 8L << 10;

  /** Logs and files that servers make larger than they need, whatever the number of posts. */
  private static final long DISK_TO_GROW_BYTES = 1L << 30;

  private static final long MIB = 1L << 20;

  /** The heap of each, and what a JVM, RocksDB and network buffers take beside it. */
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
          FaultPlan.STREAMS,
          1_800 * MIB,
          FaultPlan.SECOND_STREAMS,
          1_800 * MIB);

  private Judge() {}

  /** By how much the simulator delays one post in a hundred, at most. */
  private static final Duration SIMULATOR_DELAYS = Duration.ofMinutes(4);

  /** The verdicts. */
  static List<Verdict> judge(Evidence seen) {
    Truth truth = seen.truth();
    long looks = seen.samples().stream().filter(sample -> sample.visible() >= 0).count();
    return List.of(
        Verdict.of(
            "I1 accepted = counted + unresolved + duplicate + late + dead",
            seen.outcomes().equals(truth.outcomes())
                ? List.of()
                : List.of("oracle: " + truth.outcomes(), "system: " + seen.outcomes()),
            "%,d accepted: %s".formatted(truth.accepted(), seen.outcomes())),
        Verdict.of("I1 nothing of the only stream is late", late(seen), "nothing is"),
        Verdict.of("I1 every dead letter is kept", lostLetters(seen), letters(seen)),
        Verdict.of(
            "I2 every row equals the oracle",
            differences(truth, seen.settings().schedule(), seen.rows()),
            "%,d rows".formatted(truth.rows().size())),
        Verdict.of(
            "I3 no row ever went down", shrunk(seen.watch(), looks), looks + " looks at the rows"),
        Verdict.of(
            "I3 no row ever exceeded the truth",
            seen.watch().exceeding(truth.most(seen.settings().schedule())),
            "none did"),
        Verdict.of(
            "I4 recovery without a person",
            seen.settledIn().isPresent()
                ? List.of()
                : List.of("not at rest within %d s".formatted(seen.bound().toSeconds())),
            seen.settledIn()
                .map(time -> "at rest after %d s".formatted(time.toSeconds()))
                .orElse("")),
        Verdict.of("I4 no process died by itself", seen.deaths(), "none did"),
        Verdict.of(
            "I5 memory and disk bounded", excess(truth, seen.samples()), usage(seen.samples())));
  }

  /**
   * Posts of one stream are never as late as a window waits, unless it waits for less than the
   * simulator delays posts, or a clock that stands for X's was put back.
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
      lost.add("%,d dead, letters of %,d".formatted(dead, seen.letters().ofTopic()));
    }
    if (!seen.replayed().addsUp()) {
      lost.add("the replay does not add up: " + seen.replayed());
    }
    if (seen.letters().ofIngest() < seen.replayed().dead()) {
      lost.add(
          "%,d dead in the replay, %,d letters"
              .formatted(seen.replayed().dead(), seen.letters().ofIngest()));
    }
    return lost;
  }

  private static String letters(Evidence seen) {
    return "%,d of the topic, %,d of %,d replayed lines"
        .formatted(seen.letters().ofTopic(), seen.replayed().dead(), seen.replayed().lines());
  }

  /** Who has not looked has not seen it go down either. */
  private static List<String> shrunk(RowWatch watch, long looks) {
    return looks == 0 ? List.of("nobody has seen the rows") : watch.shrunk();
  }

  /**
   * The rows that are wrong.
   *
   * @param repaired whether a schedule may have added some of the late posts
   */
  static List<String> differences(Truth truth, boolean repaired, Map<RowKey, Row> rows) {
    TreeSet<String> differences = new TreeSet<>();
    truth
        .rows()
        .forEach(
            (key, row) -> {
              Row stored = rows.getOrDefault(key, Row.NONE);
              Row most = truth.most(repaired).get(key);
              if (!rows.containsKey(key) || row.exceeds(stored) || stored.exceeds(most)) {
                differences.add("%s: %s, right is %s".formatted(key, rows.get(key), row));
              }
            });
    rows.forEach(
        (key, row) -> {
          Row most = truth.most(repaired).get(key);
          if (!truth.rows().containsKey(key) && (most == null || row.exceeds(most))) {
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
    MOST_RESIDENT_BYTES.forEach(
        (service, bound) -> {
          long most = resident(samples, service);
          if (most > bound) {
            excess.add(
                "%s: %,d MiB resident, allowed are %,d"
                    .formatted(service, most / MIB, bound / MIB));
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
