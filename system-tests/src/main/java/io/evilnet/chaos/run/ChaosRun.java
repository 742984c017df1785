package io.evilnet.chaos.run;

import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.fault.RollingRestart;
import io.evilnet.chaos.fault.Strikes;
import io.evilnet.chaos.judge.Backlog;
import io.evilnet.chaos.judge.Evidence;
import io.evilnet.chaos.judge.Judge;
import io.evilnet.chaos.judge.Recoveries;
import io.evilnet.chaos.judge.Recovery;
import io.evilnet.chaos.judge.Verdict;
import io.evilnet.chaos.observe.Observer;
import io.evilnet.chaos.observe.OutcomeMetrics;
import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.observe.WatchedSystem;
import io.evilnet.chaos.oracle.Accepted;
import io.evilnet.chaos.oracle.AcceptedPosts;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Poison;
import io.evilnet.chaos.oracle.PoisonRun;
import io.evilnet.chaos.oracle.Truth;
import io.evilnet.chaos.system.ProcessNames;
import io.evilnet.chaos.system.RunningSystem;
import io.evilnet.chaos.system.SystemSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A run: injects the faults of a plan and malformed records while posts are counted, awaits
 * recovery, and checks the invariants.
 */
final class ChaosRun {

  /** Bound on the recovery after the last fault and the last post. */
  static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final int MOST_AT_ONCE = 8;

  private final FaultPlan plan;
  private final WatchedSystem watched;
  private final RunningSystem system;
  private final Observer observer;
  private final Consumer<String> out;
  private final List<String> happened = new ArrayList<>();

  /**
   * @param watched a running system, which outlives the run; posts of earlier runs are included
   * @param out receives progress messages
   */
  ChaosRun(FaultPlan plan, WatchedSystem watched, Consumer<String> out) {
    this.plan = plan;
    this.watched = watched;
    this.system = watched.system();
    this.observer = watched.observer();
    this.out = out;
  }

  /**
   * Result of a run.
   *
   * @param happened the injected faults with their times
   * @param backlog the samples and the backlog at each
   * @param recoveries recovery from each fault
   */
  record Result(
      FaultPlan plan,
      SystemSettings settings,
      List<String> happened,
      Backlog backlog,
      List<Recovery> recoveries,
      Truth truth,
      List<Verdict> verdicts) {

    boolean held() {
      return verdicts.stream().allMatch(Verdict::held);
    }
  }

  /**
   * Executes the run.
   *
   * @throws IllegalStateException if the malformed records cannot be sent
   */
  Result run() throws IOException, InterruptedException {
    Strikes strikes = new Strikes(system, watched.deaths(), this::say);
    Replayed replayed = watched.alsoReplayed(breakIt(strikes));
    say("stream interrupted");
    // A stopped simulator would be killed by the supervisor, and send posts after its restart.
    system.links().silence(ProcessNames.SIMULATOR);
    long quietSince = System.nanoTime();
    AcceptedPosts posts =
        new AcceptedPosts(system.clients().kafka(), watched.settings().counting());
    Optional<Duration> settledIn = settle(posts, quietSince);
    say(settledIn.isPresent() ? "all posts processed" : "posts still in flight");
    Accepted accepted = posts.read();
    Evidence evidence = evidence(accepted, settledIn, replayed);
    observer.requireLooking();
    system.links().mend(ProcessNames.SIMULATOR);
    Recoveries recoveries =
        new Recoveries(
            accepted,
            watched.output().curve(),
            observer.start(),
            evidence.samples(),
            watched.settings().rate());
    return new Result(
        plan,
        watched.settings(),
        List.copyOf(happened),
        Backlog.of(accepted.countable(), observer.start(), evidence.samples()),
        recoveries.after(strikes.all()),
        accepted.truth(),
        Judge.judge(evidence));
  }

  private Evidence evidence(Accepted accepted, Optional<Duration> settledIn, Replayed replayed) {
    return new Evidence(
        watched.settings(),
        accepted.truth(),
        accepted.lateOfStream(),
        observer.rows(),
        system.streamsMetrics().map(OutcomeMetrics::outcomes).orElse(new Outcomes(Map.of())),
        observer.watch(),
        observer.samples(),
        settledIn,
        RECOVERS_WITHIN,
        DeadLetters.read(system.clients().kafka()),
        replayed,
        watched.deaths().takeByThemselves(plan));
  }

  /** Injects all faults, and malformed records after one and two thirds of the duration. */
  private Replayed breakIt(Strikes strikes) throws IOException, InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(MOST_AT_ONCE);
    Duration begin = observer.elapsed();
    List<Future<?>> faults = new ArrayList<>();
    if (plan.order() == FaultPlan.Order.BY_THE_CLOCK) {
      for (Fault fault : plan.faults()) {
        faults.add(
            clock.schedule(
                () -> strikes.strike(fault), fault.at().toMillis(), TimeUnit.MILLISECONDS));
      }
    }
    Future<Void> rolled =
        plan.order() == FaultPlan.Order.ONE_BY_ONE
            ? clock.submit(() -> oneByOne(strikes))
            : CompletableFuture.completedFuture(null);
    long third = plan.length().toMillis() / 3;
    Future<Void> poisoned = clock.schedule(this::poison, third, TimeUnit.MILLISECONDS);
    Future<Replayed> replayed = clock.schedule(this::replay, 2 * third, TimeUnit.MILLISECONDS);
    clock.shutdown();
    Duration longest =
        plan.length()
            .plus(RECOVERS_WITHIN)
            .plus(RollingRestart.HEALTHY_WITHIN.multipliedBy(plan.restarts()));
    if (!clock.awaitTermination(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("timed out waiting for the end of the faults");
    }
    Duration left = plan.length().plus(begin).minus(observer.elapsed());
    if (!left.isNegative()) {
      TimeUnit.MILLISECONDS.sleep(left.toMillis());
    }
    try {
      for (Future<?> fault : faults) {
        fault.get(); // Fails if the supervisor could not be restarted.
      }
      rolled.get();
      poisoned.get();
      return replayed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run failed: " + e.getCause(), e.getCause());
    }
  }

  private Void oneByOne(Strikes strikes) throws IOException, InterruptedException {
    RollingRestart rolling = new RollingRestart(system, strikes);
    for (Fault fault : plan.faults()) {
      Duration took = rolling.restart(fault);
      say("all services healthy after %d s".formatted(took.toSeconds()));
    }
    return null;
  }

  private Void poison() throws Exception {
    say("sending malformed records to the topic");
    PoisonRun.produce(system.clients().kafka(), Poison.all(2 * plan.seed(), Instant.now()));
    say("sent all malformed records to the topic");
    return null;
  }

  private Replayed replay() throws IOException, InterruptedException {
    say("replaying malformed records");
    // Other ids than those in the topic, where the same ids would belong to other authors.
    Path file = PoisonRun.file(system.directory(), Poison.all(2 * plan.seed() + 1, Instant.now()));
    Replayed replayed = Replayed.file(file, system.clusterFile());
    say("replayed all malformed records: " + replayed);
    return replayed;
  }

  /** Waits until all posts are processed. */
  private Optional<Duration> settle(AcceptedPosts posts, long quietSince)
      throws InterruptedException {
    long deadline = quietSince + RECOVERS_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (isAtRest(posts)) {
        return Optional.of(Duration.ofNanos(System.nanoTime() - quietSince));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
    return Optional.empty();
  }

  private boolean isAtRest(AcceptedPosts posts) {
    long spooled = system.ingestMetrics().map(OutcomeMetrics::spoolLag).orElse(Long.MAX_VALUE);
    Sample last = observer.last();
    // Reading all posts takes longer than a sample, so cheaper conditions come first.
    if (spooled > 0 || last.accepted() == Sample.UNKNOWN || last.accepted() > last.settled()) {
      return false;
    }
    try {
      Truth truth = posts.read().truth();
      return system
              .streamsMetrics()
              .map(metrics -> OutcomeMetrics.outcomes(metrics).equals(truth.outcomes()))
              .orElse(false)
          && Judge.differences(truth, watched.settings().schedule(), observer.rows()).isEmpty();
    } catch (RuntimeException away) {
      return false;
    }
  }

  private void say(String what) {
    String line = "%4d s  %s".formatted(observer.elapsed().toSeconds(), what);
    synchronized (happened) {
      happened.add(line);
    }
    out.accept(line);
  }
}
