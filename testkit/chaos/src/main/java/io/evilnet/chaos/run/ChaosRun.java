package io.evilnet.chaos.run;

import io.evilnet.chaos.check.Backlog;
import io.evilnet.chaos.check.InvariantChecker;
import io.evilnet.chaos.check.Observations;
import io.evilnet.chaos.check.Recoveries;
import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.FaultInjector;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.fault.RollingRestart;
import io.evilnet.chaos.observe.Observer;
import io.evilnet.chaos.observe.OutcomeMetrics;
import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.observe.WatchedSystem;
import io.evilnet.chaos.oracle.Accepted;
import io.evilnet.chaos.oracle.AcceptedPosts;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.MalformedRecordSender;
import io.evilnet.chaos.oracle.MalformedRecords;
import io.evilnet.chaos.oracle.Outcomes;
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
  static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
  private static final int THREADS = 8;

  private final FaultPlan plan;
  private final WatchedSystem watched;
  private final RunningSystem system;
  private final Observer observer;
  private final Consumer<String> out;
  private final List<String> events = new ArrayList<>();

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
   * @param events the injected faults with their times
   * @param backlog the samples and the backlog at each
   * @param recoveries recovery from each fault
   */
  record Result(
      FaultPlan plan,
      SystemSettings settings,
      List<String> events,
      Backlog backlog,
      List<Recovery> recoveries,
      ExpectedCounts expected,
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
    FaultInjector injector = new FaultInjector(system, watched.unexpectedExits(), this::log);
    Replayed replayed = watched.addReplay(injectFaults(injector));
    log("stream interrupted");
    // A suspended simulator would be killed by the supervisor, and send posts after its restart.
    system.links().dropTraffic(ProcessNames.SIMULATOR);
    long interruptedNanos = System.nanoTime();
    AcceptedPosts posts =
        new AcceptedPosts(system.clients().kafka(), watched.settings().counting());
    Optional<Duration> settledIn = awaitProcessed(posts, interruptedNanos);
    log(settledIn.isPresent() ? "all posts processed" : "posts still in flight");
    Accepted accepted = posts.read();
    Observations observations = observations(accepted, settledIn, replayed);
    observer.requireSampling();
    system.links().restore(ProcessNames.SIMULATOR);
    Recoveries recoveries =
        new Recoveries(
            accepted,
            watched.output().curve(),
            observer.start(),
            observations.samples(),
            watched.settings().rate());
    return new Result(
        plan,
        watched.settings(),
        List.copyOf(events),
        Backlog.of(accepted.countable(), observer.start(), observations.samples()),
        recoveries.after(injector.all()),
        accepted.expected(),
        InvariantChecker.check(observations));
  }

  private Observations observations(
      Accepted accepted, Optional<Duration> settledIn, Replayed replayed) {
    return new Observations(
        watched.settings(),
        accepted.expected(),
        accepted.lateOfStream(),
        observer.rows(),
        system.streamsMetrics().map(OutcomeMetrics::outcomes).orElse(new Outcomes(Map.of())),
        observer.watch(),
        observer.samples(),
        settledIn,
        RECOVERY_TIMEOUT,
        DeadLetters.read(system.clients().kafka()),
        replayed,
        watched.unexpectedExits().drain(plan));
  }

  /** Injects all faults, and malformed records after one and two thirds of the duration. */
  private Replayed injectFaults(FaultInjector injector) throws IOException, InterruptedException {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS);
    Duration startOffset = observer.elapsed();
    List<Future<?>> faults = new ArrayList<>();
    if (plan.order() == FaultPlan.Order.SCHEDULED) {
      for (Fault fault : plan.faults()) {
        faults.add(
            scheduler.schedule(
                () -> injector.inject(fault), fault.at().toMillis(), TimeUnit.MILLISECONDS));
      }
    }
    Future<Void> restarted =
        plan.order() == FaultPlan.Order.SEQUENTIAL
            ? scheduler.submit(() -> restartSequentially(injector))
            : CompletableFuture.completedFuture(null);
    long third = plan.length().toMillis() / 3;
    Future<Void> sent =
        scheduler.schedule(this::sendMalformedRecords, third, TimeUnit.MILLISECONDS);
    Future<Replayed> replayed = scheduler.schedule(this::replay, 2 * third, TimeUnit.MILLISECONDS);
    scheduler.shutdown();
    Duration longest =
        plan.length()
            .plus(RECOVERY_TIMEOUT)
            .plus(RollingRestart.HEALTH_TIMEOUT.multipliedBy(plan.restarts()));
    if (!scheduler.awaitTermination(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("timed out waiting for the end of the faults");
    }
    Duration remaining = plan.length().plus(startOffset).minus(observer.elapsed());
    if (!remaining.isNegative()) {
      TimeUnit.MILLISECONDS.sleep(remaining.toMillis());
    }
    try {
      for (Future<?> fault : faults) {
        fault.get(); // Fails if the supervisor could not be restarted.
      }
      restarted.get();
      sent.get();
      return replayed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run failed: " + e.getCause(), e.getCause());
    }
  }

  private Void restartSequentially(FaultInjector injector)
      throws IOException, InterruptedException {
    RollingRestart rolling = new RollingRestart(system, injector);
    for (Fault fault : plan.faults()) {
      Duration took = rolling.restart(fault);
      log("all services healthy after %d s".formatted(took.toSeconds()));
    }
    return null;
  }

  private Void sendMalformedRecords() throws Exception {
    log("sending malformed records to the topic");
    MalformedRecordSender.produce(
        system.clients().kafka(), MalformedRecords.all(2 * plan.seed(), Instant.now()));
    log("sent all malformed records to the topic");
    return null;
  }

  private Replayed replay() throws IOException, InterruptedException {
    log("replaying malformed records");
    // Different ids from those in the topic, where they would belong to other authors.
    Path file =
        MalformedRecordSender.file(
            system.directory(), MalformedRecords.all(2 * plan.seed() + 1, Instant.now()));
    Replayed replayed = Replayed.file(file, system.clusterFile());
    log("replayed all malformed records: " + replayed);
    return replayed;
  }

  /** Waits until all posts are processed. */
  private Optional<Duration> awaitProcessed(AcceptedPosts posts, long interruptedNanos)
      throws InterruptedException {
    long deadline = interruptedNanos + RECOVERY_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      if (isProcessed(posts)) {
        return Optional.of(Duration.ofNanos(System.nanoTime() - interruptedNanos));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    }
    return Optional.empty();
  }

  private boolean isProcessed(AcceptedPosts posts) {
    long spooled = system.ingestMetrics().map(OutcomeMetrics::spoolLag).orElse(Long.MAX_VALUE);
    Sample last = observer.last();
    // Reading all posts takes longer than a sample, so cheaper conditions come first.
    if (spooled > 0 || last.accepted() == Sample.UNKNOWN || last.accepted() > last.settled()) {
      return false;
    }
    try {
      ExpectedCounts expected = posts.read().expected();
      return system
              .streamsMetrics()
              .map(metrics -> OutcomeMetrics.outcomes(metrics).equals(expected.outcomes()))
              .orElse(false)
          && InvariantChecker.differences(expected, watched.settings().schedule(), observer.rows())
              .isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void log(String event) {
    String line = "%4d s  %s".formatted(observer.elapsed().toSeconds(), event);
    synchronized (events) {
      events.add(line);
    }
    out.accept(line);
  }
}
