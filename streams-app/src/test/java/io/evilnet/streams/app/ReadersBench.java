package io.evilnet.streams.app;

import io.evilnet.streams.testing.PostLoad;
import io.evilnet.streams.testing.Readers;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the effect of event listeners and API requests on counting: the throughput and the
 * end-to-end latency of a constant rate of posts, alternately without and with these readers. Run
 * by {@code bench/readers.sh}.
 */
@ExtendWith(Servers.Extension.class)
class ReadersBench {

  private static final double RATE = Double.parseDouble(System.getProperty("bench.rate", "5800"));
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 40));
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int LISTENERS = 50;
  private static final int REQUESTS_PER_SECOND = 200;

  private static final String DELAY = "evilnet_arrival_visible_delay_seconds_bucket{le=\"";

  /** Cumulative metrics of the process. */
  private record Snapshot(double counted, TreeMap<Double, Double> delays) {}

  @Test
  void measure(Servers servers, @TempDir Path directory) throws Exception {
    String brokers = servers.cluster().bootstrapServers();
    try (RunningApp app = RunningApp.start(servers.cluster(), "readers_bench", directory);
        PostLoad load = new PostLoad(brokers, RATE).start()) {
      Thread.sleep(WARM_UP.toMillis());
      for (int round = 1; round <= ROUNDS; round++) {
        measureInterval(app, load, "without", round);
        try (Readers readers = new Readers(app.address(), LISTENERS, REQUESTS_PER_SECOND).start()) {
          measureInterval(app, load, "with   ", round);
          System.out.println("    " + readers.summary());
        }
      }
    }
  }

  private static void measureInterval(RunningApp app, PostLoad load, String name, int round)
      throws IOException, InterruptedException {
    Snapshot before = snapshot(app);
    long sent = load.sent();
    long begin = System.nanoTime();
    Thread.sleep(TURN.toMillis());
    Snapshot after = snapshot(app);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "round %d %s readers: sent %.0f/s, counted %.0f/s, arrival to Cassandra p50 < %.2f s, p99 < %.2f s%n",
        round,
        name,
        (load.sent() - sent) / seconds,
        (after.counted - before.counted) / seconds,
        percentile(before, after, 0.5),
        percentile(before, after, 0.99));
  }

  /** Returns the upper bound of the bucket of a percentile of the delays between two snapshots. */
  private static double percentile(Snapshot before, Snapshot after, double share) {
    double all = after.delays.lastEntry().getValue() - before.delays.lastEntry().getValue();
    return after.delays.entrySet().stream()
        .filter(bucket -> bucket.getValue() - before.delays.get(bucket.getKey()) >= share * all)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Snapshot snapshot(RunningApp app) throws IOException {
    TreeMap<Double, Double> delays = new TreeMap<>();
    double counted = 0;
    for (String line : app.get("/metrics").lines().toList()) {
      double value =
          line.startsWith("#") ? 0 : Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      if (line.startsWith(DELAY)) {
        String bound = line.substring(DELAY.length(), line.lastIndexOf('"'));
        delays.put(
            bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound), value);
      } else if (line.startsWith("evilnet_tweets_total")) {
        counted += value;
      }
    }
    return new Snapshot(counted, delays);
  }
}
