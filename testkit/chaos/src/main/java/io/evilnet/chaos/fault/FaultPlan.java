package io.evilnet.chaos.fault;

import static io.evilnet.chaos.system.ProcessNames.BROKERS;
import static io.evilnet.chaos.system.ProcessNames.CASSANDRA;
import static io.evilnet.chaos.system.ProcessNames.SECOND_STREAMS;
import static io.evilnet.chaos.system.ProcessNames.SIMULATOR;
import static io.evilnet.chaos.system.ProcessNames.STREAMS;
import static java.util.stream.Collectors.joining;

import io.evilnet.chaos.fault.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Faults of a run, ordered by time; determined by seed and length. */
public record FaultPlan(long seed, Duration length, List<Fault> faults, Order order) {

  /** Scheduling mode of the faults. */
  public enum Order {
    /** At fixed times, independent of the recovery from earlier ones. */
    SCHEDULED,
    /** After the recovery from the previous one. */
    SEQUENTIAL
  }

  /** The active controller at the time of the fault. */
  static final String CONTROLLER = "active-controller";

  /** The launcher; killed, and restarted by the test in place of an operator. */
  static final String SUPERVISOR = "supervisor";

  /** Every process. */
  static final String ALL = "all";

  /** Targets of links. */
  static final List<String> LINK_TARGETS =
      List.of("kafka-1", "kafka-2", "kafka-controller", CASSANDRA, SIMULATOR);

  private static final List<String> TARGETS =
      List.of("kafka-1", "kafka-2", "kafka-controller", CONTROLLER, CASSANDRA, STREAMS, "ingest");

  /** Processes that can be targeted by name. */
  private static final List<String> PROCESSES =
      Stream.concat(TARGETS.stream(), Stream.of(SECOND_STREAMS)).toList();

  private static final List<Kind> PROCESS_FAULTS = List.of(Kind.KILL, Kind.TERMINATE, Kind.STALL);
  private static final List<Kind> CLOCK_FAULTS =
      List.of(Kind.CLOCK_FORWARD, Kind.CLOCK_BACK, Kind.CLOCK_HOURS_FORWARD);
  private static final List<Kind> LINK_FAULTS =
      List.of(Kind.SLOW_LINK, Kind.RESET_LINK, Kind.SILENT_LINK);

  /** Time before the first fault and after the last, for start and recovery. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration CASSANDRA_DOWNTIME = Duration.ofMinutes(2);

  /** Shorter than the time until the replicas of the first broker rejoin the ISR. */
  private static final Duration BROKER_INTERVAL = Duration.ofSeconds(4);

  private static final int MIN_GAP_SECONDS = 6;
  private static final int MAX_GAP_SECONDS = 25;
  private static final double LONG_STALLS = 0.2;
  private static final double LINKS = 0.25;
  private static final double FULL_DISKS = 0.06;
  private static final double CASSANDRA_OUTAGES = 0.05;
  private static final double CLOCKS = 0.05;
  private static final double BOTH_BROKERS = 0.08;
  private static final double SEQUENTIAL_BROKERS = 0.08;
  private static final double SUPERVISORS = 0.04;

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** Creates a plan of faults at fixed times. */
  public FaultPlan(long seed, Duration length, List<Fault> faults) {
    this(seed, length, faults, Order.SCHEDULED);
  }

  /** Returns a rolling restart in the order of {@code docs/operations.md}. */
  public static FaultPlan rolling(int streamsApps) {
    List<String> services = new ArrayList<>(List.of("kafka-controller", "kafka-1", "kafka-2"));
    services.addAll(List.of(CASSANDRA, "spark-master", "spark-worker-1", STREAMS));
    if (streamsApps > 1) {
      services.add(SECOND_STREAMS);
    }
    services.add("ingest");
    List<Fault> faults =
        services.stream()
            .map(name -> new Fault(CALM, Kind.TERMINATE, List.of(name), Duration.ZERO))
            .toList();
    return new FaultPlan(0, CALM.multipliedBy(services.size()), faults, Order.SEQUENTIAL);
  }

  /**
   * Returns a random plan.
   *
   * @param streamsApps instances of streams-app, 1 or 2
   * @throws IllegalArgumentException if the length is too short for a fault
   */
  public static FaultPlan seeded(long seed, Duration length, int streamsApps) {
    if (length.compareTo(CALM.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException("a run must be 30 s or longer, but is " + length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    Duration at = CALM;
    Duration last = length.minus(CALM);
    while (at.compareTo(last) <= 0) {
      faults.addAll(faults(at, last.minus(at), random, streamsApps));
      at = at.plusSeconds(random.nextInt(MIN_GAP_SECONDS, MAX_GAP_SECONDS));
    }
    return new FaultPlan(seed, length, faults);
  }

  /**
   * Returns a plan of given faults, with time after each for a complete recovery.
   *
   * @param calm before the first, for the warm-up of the JVMs
   * @param gap after the end of each, until the next one or the end
   * @throws IllegalArgumentException if a target does not exist for its type of fault
   */
  public static FaultPlan listed(List<Fault> listed, Duration calm, Duration gap) {
    List<Fault> faults = new ArrayList<>();
    Duration at = calm;
    for (Fault fault : listed) {
      requireValidTargets(fault);
      faults.add(new Fault(at, fault.kind(), fault.targets(), fault.duration()));
      at = at.plus(fault.duration()).plus(gap);
    }
    return new FaultPlan(0, at, faults);
  }

  private static void requireValidTargets(Fault fault) {
    List<String> valid = valid(fault.kind());
    if (!valid.containsAll(fault.targets())) {
      throw new IllegalArgumentException(
          "--faults %s: possible targets of this fault are %s"
              .formatted(fault.format(), String.join(", ", valid)));
    }
  }

  private static List<String> valid(Kind kind) {
    if (kind.isOfClock()) {
      return List.of(ALL);
    }
    if (kind == Kind.FULL_DISK) {
      return List.of(STREAMS);
    }
    if (kind == Kind.KILL) {
      return Stream.concat(PROCESSES.stream(), Stream.of(SUPERVISOR)).toList();
    }
    return kind.isOfProcess() ? PROCESSES : LINK_TARGETS;
  }

  /** Returns the command-line options that reproduce this plan. */
  public String options() {
    if (order == Order.SEQUENTIAL) {
      return "--rolling";
    }
    return seed == 0
        ? "--faults %s --calm %d --gap %d"
            .formatted(
                faults.stream().map(Fault::format).collect(joining(",")),
                faults.get(0).at().toSeconds(),
                (faults.size() > 1 ? faults.get(1).at() : length)
                    .minus(faults.get(0).end())
                    .toSeconds())
        : "--seed %d --minutes %s".formatted(seed, length.toSeconds() / 60.0);
  }

  public boolean has(Kind kind) {
    return faults.stream().anyMatch(fault -> fault.kind() == kind);
  }

  public boolean hasClock() {
    return faults.stream().anyMatch(fault -> fault.kind().isOfClock());
  }

  /** Returns the number of restarts that are awaited. */
  public int restarts() {
    return order == Order.SEQUENTIAL ? faults.size() : 0;
  }

  private static List<Fault> faults(
      Duration at, Duration remaining, SplittableRandom random, int streamsApps) {
    double choice = random.nextDouble();
    if (choice < LINKS) {
      Kind kind = LINK_FAULTS.get(random.nextInt(LINK_FAULTS.size()));
      List<String> target = List.of(LINK_TARGETS.get(random.nextInt(LINK_TARGETS.size())));
      return List.of(
          new Fault(
              at,
              kind,
              target,
              kind == Kind.RESET_LINK ? Duration.ZERO : duration(remaining, random)));
    }
    choice -= LINKS;
    if (choice < FULL_DISKS) {
      return List.of(new Fault(at, Kind.FULL_DISK, List.of(STREAMS), min(SHORT, remaining)));
    }
    choice -= FULL_DISKS;
    if (choice < CASSANDRA_OUTAGES) {
      return List.of(
          new Fault(at, Kind.DOWN, List.of(CASSANDRA), min(CASSANDRA_DOWNTIME, remaining)));
    }
    choice -= CASSANDRA_OUTAGES;
    if (choice < CLOCKS) {
      Kind kind = CLOCK_FAULTS.get(random.nextInt(CLOCK_FAULTS.size()));
      return List.of(new Fault(at, kind, List.of(ALL), Duration.ZERO));
    }
    choice -= CLOCKS;
    Kind kind = PROCESS_FAULTS.get(random.nextInt(PROCESS_FAULTS.size()));
    if (choice < BOTH_BROKERS) {
      return List.of(processFault(at, kind, BROKERS, remaining, random));
    }
    choice -= BOTH_BROKERS;
    if (choice < SEQUENTIAL_BROKERS && remaining.compareTo(BROKER_INTERVAL) > 0) {
      return List.of(
          new Fault(at, Kind.KILL, BROKERS.subList(0, 1), Duration.ZERO),
          new Fault(at.plus(BROKER_INTERVAL), Kind.KILL, BROKERS.subList(1, 2), Duration.ZERO));
    }
    choice -= SEQUENTIAL_BROKERS;
    if (choice >= 0 && choice < SUPERVISORS) {
      return List.of(new Fault(at, Kind.KILL, List.of(SUPERVISOR), Duration.ZERO));
    }
    List<String> targets = streamsApps > 1 ? PROCESSES : TARGETS;
    String target = targets.get(random.nextInt(targets.size()));
    return List.of(processFault(at, kind, List.of(target), remaining, random));
  }

  private static Fault processFault(
      Duration at, Kind kind, List<String> targets, Duration remaining, SplittableRandom random) {
    return new Fault(
        at, kind, targets, kind.terminates() ? Duration.ZERO : duration(remaining, random));
  }

  private static Duration duration(Duration remaining, SplittableRandom random) {
    return min(random.nextDouble() < LONG_STALLS ? LONG : SHORT, remaining);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
