package io.evilnet.chaos;

import io.evilnet.chaos.Fault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run: everything is started, broken by a plan while posts flow, left to recover, and judged.
 */
final class ChaosRun {

  /** Within which everything has to be at rest after the last fault and the last post. */
  static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final FaultPlan plan;
  private final long rate;
  private final Path directory;
  private final Consumer<String> out;
  private final List<String> happened = new ArrayList<>();

  /**
   * @param rate posts a second
   * @param directory for the data and logs of the system; empty
   * @param out takes what a person wants to see while it runs
   */
  ChaosRun(FaultPlan plan, long rate, Path directory, Consumer<String> out) {
    this.plan = plan;
    this.rate = rate;
    this.directory = directory;
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param happened the faults as they happened, with their times
   * @param samples what was seen
   */
  record Result(
      FaultPlan plan,
      long rate,
      List<String> happened,
      List<Sample> samples,
      Truth truth,
      List<Verdict> verdicts) {

    boolean held() {
      return verdicts.stream().allMatch(Verdict::held);
    }
  }

  /**
   * Runs.
   *
   * @throws IllegalStateException if the system does not come up
   */
  Result run() throws IOException, InterruptedException {
    try (RunningSystem system = RunningSystem.start(directory, rate, out);
        Observer observer = new Observer(system)) {
      breakIt(system, observer);
      say(observer, "no more posts");
      system.signal(RunningSystem.SIMULATOR, "STOP");
      long quietSince = System.nanoTime();
      AcceptedPosts posts = new AcceptedPosts(system.bootstrapServers());
      Optional<Duration> settledIn = settle(system, observer, posts, quietSince);
      say(observer, settledIn.isPresent() ? "at rest" : "not at rest");
      Truth truth = posts.countByOracle();
      Outcomes outcomes =
          system.streamsMetrics().map(OutcomeMetrics::outcomes).orElse(new Outcomes(Map.of()));
      Map<RowKey, Row> rows = observer.rows();
      observer.rest();
      system.signal(RunningSystem.SIMULATOR, "CONT");
      List<Verdict> verdicts =
          Judge.judge(
              truth,
              rows,
              outcomes,
              observer.watch(),
              observer.samples(),
              settledIn,
              RECOVERS_WITHIN);
      return new Result(plan, rate, List.copyOf(happened), observer.samples(), truth, verdicts);
    }
  }

  private void breakIt(RunningSystem system, Observer observer) throws InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    for (Fault fault : plan.faults()) {
      var unused =
          clock.schedule(
              () -> strike(system, observer, fault), fault.at().toMillis(), TimeUnit.MILLISECONDS);
    }
    clock.shutdown();
    Duration longest = plan.length().plus(RECOVERS_WITHIN);
    if (!clock.awaitTermination(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the faults do not end");
    }
    Duration left = plan.length().minus(observer.elapsed());
    if (!left.isNegative()) {
      TimeUnit.MILLISECONDS.sleep(left.toMillis());
    }
  }

  private void strike(RunningSystem system, Observer observer, Fault fault) {
    try {
      say(observer, fault.toString());
      for (String target : fault.targets()) {
        if (!system.signal(target, signal(fault.kind()))) {
          say(observer, target + " was not there");
        }
      }
      if (fault.kind() == Kind.STALL) {
        TimeUnit.MILLISECONDS.sleep(fault.lasts().toMillis());
        for (String target : fault.targets()) {
          system.signal(target, "CONT");
        }
        say(observer, String.join(" and ", fault.targets()) + " goes on");
      }
    } catch (IOException e) {
      say(observer, fault + " failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String signal(Kind kind) {
    return switch (kind) {
      case KILL -> "KILL";
      case TERMINATE -> "TERM";
      case STALL -> "STOP";
    };
  }

  /** Waits until nothing is on its way any more. */
  private static Optional<Duration> settle(
      RunningSystem system, Observer observer, AcceptedPosts posts, long quietSince)
      throws InterruptedException {
    long deadline = quietSince + RECOVERS_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (isAtRest(system, observer, posts)) {
        return Optional.of(Duration.ofNanos(System.nanoTime() - quietSince));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
    return Optional.empty();
  }

  private static boolean isAtRest(RunningSystem system, Observer observer, AcceptedPosts posts) {
    long spooled = system.ingestMetrics().map(OutcomeMetrics::spoolLag).orElse(Long.MAX_VALUE);
    if (spooled > 0) {
      return false;
    }
    try {
      Truth truth = posts.countByOracle();
      return system
              .streamsMetrics()
              .map(metrics -> OutcomeMetrics.outcomes(metrics).equals(truth.outcomes()))
              .orElse(false)
          && observer.rows().equals(truth.rows());
    } catch (RuntimeException away) {
      return false;
    }
  }

  private void say(Observer observer, String what) {
    String line = "%4d s  %s".formatted(observer.elapsed().toSeconds(), what);
    synchronized (happened) {
      happened.add(line);
    }
    out.accept(line);
  }
}
