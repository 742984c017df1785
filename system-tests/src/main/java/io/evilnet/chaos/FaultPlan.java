package io.evilnet.chaos;

import io.evilnet.chaos.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The faults of a run, in the order of their times; the same seed and length give the same. */
record FaultPlan(long seed, Duration length, List<Fault> faults) {

  static final List<String> TARGETS =
      List.of("kafka-1", "kafka-2", "kafka-voter", "cassandra", "streams-app", "ingest");

  private static final List<Kind> KINDS = List.of(Kind.KILL, Kind.TERMINATE, Kind.STALL);
  private static final List<String> BROKERS = List.of("kafka-1", "kafka-2");

  /** Before the first fault, and after the last: all has come up, and can come up again. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final int SHORTEST_GAP_SECONDS = 6;
  private static final int LONGEST_GAP_SECONDS = 25;
  private static final int SHORT_STALL_SECONDS = 5;
  private static final int LONG_STALL_SECONDS = 60;
  private static final double LONG_STALLS = 0.2;
  private static final double BOTH_BROKERS = 0.12;

  FaultPlan {
    faults = List.copyOf(faults);
  }

  /**
   * A plan by chance.
   *
   * @throws IllegalArgumentException if the length has no room for a fault
   */
  static FaultPlan seeded(long seed, Duration length) {
    if (length.compareTo(CALM.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException("a run must be 30 s or longer, but is " + length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    Duration at = CALM;
    while (at.compareTo(length.minus(CALM)) <= 0) {
      Fault fault = fault(at, length.minus(CALM).minus(at), random);
      faults.add(fault);
      at = at.plusSeconds(random.nextInt(SHORTEST_GAP_SECONDS, LONGEST_GAP_SECONDS));
    }
    return new FaultPlan(seed, length, faults);
  }

  private static Fault fault(Duration at, Duration left, SplittableRandom random) {
    List<String> targets =
        random.nextDouble() < BOTH_BROKERS
            ? BROKERS
            : List.of(TARGETS.get(random.nextInt(TARGETS.size())));
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    if (kind != Kind.STALL) {
      return new Fault(at, kind, targets, Duration.ZERO);
    }
    int seconds = random.nextDouble() < LONG_STALLS ? LONG_STALL_SECONDS : SHORT_STALL_SECONDS;
    Duration lasts = Duration.ofSeconds(seconds);
    return new Fault(at, kind, targets, lasts.compareTo(left) < 0 ? lasts : left);
  }
}
