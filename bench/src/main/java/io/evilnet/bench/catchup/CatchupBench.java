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
 * Fills the topic once and measures all contestants on it, alternating: each is timed from the
 * start of its process until it is done. The order is rotated between rounds.
 */
final class CatchupBench {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** For deferred work of the servers, such as the deletion of topics. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Duration MIN_TIMEOUT = Duration.ofMinutes(10);
  private static final long MIN_RATE = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final BenchCluster cluster;
  private final Workload workload;
  private final long posts;
  private final int warmUpRounds;
  private final int rounds;
  private final PrintWriter out;
  private final Progress progress;

  /**
   * Creates a benchmark on a cluster that has not been started.
   *
   * @param warmUpRounds rounds of streams-app alone before the measured ones
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
   * Measures and prints all rounds.
   *
   * @param only names of the baselines to run; null for all
   */
  Results run(Set<String> only) throws IOException, InterruptedException {
    progress.print("starting two brokers and Cassandra");
    cluster.start();
    progress.begin("filling the topic", posts);
    long bytes = new TopicFill(workload).send(cluster.bootstrapServers(), progress);
    progress.begin("recounting the posts", posts);
    Recount recount = cluster.tweets().recount(progress, posts);
    print(
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
    print("%s", results.heading());
    for (int round = 1; round <= rounds; round++) {
      Map<String, Optional<Double>> measured = new HashMap<>();
      for (Contestant contestant : contestants) {
        String name = contestant.name();
        progress.begin("round %d of %d: %s".formatted(round, rounds, name), posts);
        measured.put(name, measure(contestant, name + "-" + round));
      }
      print("%s", results.add(measured));
      Collections.rotate(contestants, -1);
    }
    results.addResources(ours.resources());
    results.summary().forEach(line -> print("%s", line));
    return results;
  }

  /** Runs streams-app without recording figures, to warm up the servers. */
  private void warmUp(Recount recount) throws IOException, InterruptedException {
    OwnCounting ours = new OwnCounting(cluster, recount, workload.instances(), progress);
    for (int round = 1; round <= warmUpRounds; round++) {
      progress.begin("warm-up round %d of %d".formatted(round, warmUpRounds), posts);
      measure(ours, "warm-up-" + round);
    }
  }

  /** Returns the posts per second; empty if the result was incorrect. */
  private Optional<Double> measure(Contestant contestant, String id)
      throws IOException, InterruptedException {
    Thread.sleep(PAUSE.toMillis());
    contestant.prepare(id);
    BenchProcesses processes = contestant.start(id);
    try (processes) {
      Contestant.State end = await(id, processes, contestant.finish(id, processes));
      if (!end.remark().isEmpty()) {
        progress.print(id + ": " + end.remark());
      }
      double seconds = (end.atNanos() - processes.startNanos()) / NANOS_PER_SECOND;
      return end.isCorrect() ? Optional.of(posts / seconds) : Optional.empty();
    } finally {
      cluster.clear();
      for (BenchProcess process : processes.all()) {
        Directories.delete(cluster.directory().data(process.name()));
      }
    }
  }

  private Contestant.State await(String id, BenchProcesses processes, Contestant.Finish finish)
      throws IOException, InterruptedException {
    Duration timeout = MIN_TIMEOUT.plusSeconds(posts / MIN_RATE);
    TweetsTopic tweets = cluster.tweets();
    while (System.nanoTime() - processes.startNanos() < timeout.toNanos()) {
      Contestant.State state = finish.check();
      if (state.isOver()) {
        return state;
      }
      processes.requireAlive();
      progress.tick(() -> tweets.committed(id));
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
    throw new IOException(
        "%s did not finish within %d min; its log ends with%n%s"
            .formatted(id, timeout.toMinutes(), processes.endOfLog()));
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
