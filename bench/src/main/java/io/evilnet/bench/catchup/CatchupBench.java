package io.evilnet.bench.catchup;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills the topic once and has all contestants count it, in turns, each as a process of its own
 * that is timed from its start until it is done. Who begins differs from round to round.
 */
final class CatchupBench {

  private static final Duration LOOK = Duration.ofMillis(50);

  /** For what a contestant has left to the servers to do, such as the deletion of its topics. */
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private static final Duration SHORTEST_BOUND = Duration.ofMinutes(10);
  private static final long SLOWEST_RATE = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final BenchCluster cluster;
  private final Workload workload;
  private final long posts;
  private final int warmUpRounds;
  private final int rounds;
  private final PrintWriter out;
  private final Progress progress;

  /**
   * A benchmark of a cluster that has not been started.
   *
   * @param warmUpRounds rounds before the measured ones, in which ours alone counts
   */
  CatchupBench(
      BenchCluster cluster,
      Workload workload,
      int warmUpRounds,
      int rounds,
      PrintWriter out,
      Progress progress) {
    this.cluster = cluster;
    this.workload = workload;
    this.posts = workload.posts();
    this.warmUpRounds = warmUpRounds;
    this.rounds = rounds;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Measures all rounds and prints them.
   *
   * @param only names of the baselines that run; null for all
   */
  Results run(Set<String> only) throws IOException, InterruptedException {
    progress.say("starting two brokers and Cassandra");
    cluster.start();
    progress.begin("filling the topic", posts);
    long bytes = new TopicFill(workload).send(cluster.bootstrapServers(), progress);
    progress.begin("counting the posts again", posts);
    Recount recount = cluster.tweets().recount(progress, posts);
    say(
        "%,d posts of %,d bytes; %,d of them belong to %,d rows in %d windows",
        posts,
        bytes,
        recount.counted(),
        recount.rows().values().stream().mapToInt(Map::size).sum(),
        recount.rows().size());
    List<Contestant> contestants = new ArrayList<>(Baseline.all(cluster, recount));
    contestants.removeIf(baseline -> only != null && !only.contains(baseline.name()));
    warmUp(recount);
    OwnCounting ours = new OwnCounting(cluster, recount, workload.instances(), progress);
    contestants.add(ours);
    Results results = new Results(workload, contestants.stream().map(Contestant::name).toList());
    say("%s", results.heading());
    for (int round = 1; round <= rounds; round++) {
      Map<String, Optional<Double>> measured = new HashMap<>();
      for (Contestant contestant : contestants) {
        String name = contestant.name();
        progress.begin("round %d of %d: %s".formatted(round, rounds, name), posts);
        measured.put(name, measure(contestant, name + "-" + round));
      }
      say("%s", results.add(measured));
      Collections.rotate(contestants, -1);
    }
    results.addResources(ours.resources());
    results.summary().forEach(line -> say("%s", line));
    return results;
  }

  /** Runs the counting application without taking its figures, which warms up the servers. */
  private void warmUp(Recount recount) throws IOException, InterruptedException {
    OwnCounting ours = new OwnCounting(cluster, recount, workload.instances(), progress);
    for (int round = 1; round <= warmUpRounds; round++) {
      progress.begin("warm-up round %d of %d".formatted(round, warmUpRounds), posts);
      measure(ours, "warm-up-" + round);
    }
  }

  /** Posts a second; empty when it came to a wrong end. */
  private Optional<Double> measure(Contestant contestant, String id)
      throws IOException, InterruptedException {
    Thread.sleep(BETWEEN.toMillis());
    contestant.prepare(id);
    BenchProcesses processes = contestant.start(id);
    try (processes) {
      Contestant.State end = await(id, processes, contestant.finish(id, processes));
      if (!end.remark().isEmpty()) {
        progress.say(id + ": " + end.remark());
      }
      double seconds = (end.atNanos() - processes.startNanos()) / NANOS_PER_SECOND;
      return end.isRight() ? Optional.of(posts / seconds) : Optional.empty();
    } finally {
      cluster.clear();
      for (BenchProcess process : processes.all()) {
        Directories.delete(cluster.directory().data(process.name()));
      }
    }
  }

  private Contestant.State await(String id, BenchProcesses processes, Contestant.Finish finish)
      throws IOException, InterruptedException {
    Duration bound = SHORTEST_BOUND.plusSeconds(posts / SLOWEST_RATE);
    TweetsTopic tweets = cluster.tweets();
    while (System.nanoTime() - processes.startNanos() < bound.toNanos()) {
      Contestant.State state = finish.look();
      if (state.isOver()) {
        return state;
      }
      processes.requireAlive();
      progress.tick(() -> tweets.committed(id));
      Thread.sleep(LOOK.toMillis());
    }
    throw new IOException(
        "%s was not done after %d min; its log ends with%n%s"
            .formatted(id, bound.toMinutes(), processes.endOfLog()));
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
