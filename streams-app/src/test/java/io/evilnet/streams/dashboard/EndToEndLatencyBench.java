package io.evilnet.streams.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.evilnet.contract.Post;
import io.evilnet.streams.testing.PostLoad;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the end-to-end latency from the append of a post to its figure on the dashboard in a
 * real Chromium, under a load of other posts at a given rate; run by {@code bench/visible.sh}.
 *
 * <p>Marker posts, with separate authors and a separate city, are sent at random times. The
 * dashboard shows this city; a script in it records the time of each change of the figure. Kafka's
 * append times and the clock of the browser are of the same machine.
 */
@ExtendWith(Servers.Extension.class)
class EndToEndLatencyBench {

  private static final String CITY = "Marker, Ontario";
  private static final double RATE = Double.parseDouble(System.getProperty("bench.rate", "5800"));
  private static final Duration DURATION =
      Duration.ofSeconds(Long.parseLong(System.getProperty("bench.visible.seconds", "240")));
  private static final Duration WARM_UP = Duration.ofSeconds(120);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String OBSERVE =
      """
      window.seen = [];
      let last = '';
      const record = () => {
        const figure = document.querySelector('.tile-figure').textContent.replace(/[^0-9]/g, '');
        if (figure !== last) {
          last = figure;
          window.seen.push([Number(figure), Date.now()]);
        }
      };
      new MutationObserver(record).observe(document.getElementById('tiles'), {subtree: true, childList: true, characterData: true});
      record();
      """;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Long> arrivals = new ArrayList<>();
  private int markers;

  @Test
  void measure(Servers servers, @TempDir Path directory) throws Exception {
    String brokers = servers.cluster().bootstrapServers();
    try (RunningApp app = RunningApp.start(servers.cluster(), "visible_bench", directory);
        Browser browser = Browser.open();
        KafkaProducer<byte[], byte[]> producer = PostLoad.producer(brokers, 0);
        PostLoad load = new PostLoad(brokers, RATE).start()) {
      send(producer);
      await().atMost(TIMEOUT).until(() -> app.get("/api/v1/cities?q=marker").contains("Marker"));
      browser.go(app.address().resolve("/?city=" + Post.cityId(CITY)));
      await().atMost(TIMEOUT).until(() -> browser.texts(".tile-figure").get(0).equals("1"));
      browser.run(OBSERVE);
      sendFor(WARM_UP, producer);
      int first = arrivals.size();
      long before = load.sent();
      long begin = System.nanoTime();
      sendFor(DURATION, producer);
      double rate = (load.sent() - before) / ((System.nanoTime() - begin) / 1e9);
      await()
          .atMost(TIMEOUT)
          .until(() -> browser.texts(".tile-figure").get(0).equals("" + arrivals.size()));
      long[] delays = delays((List<?>) browser.run("return window.seen"), first);
      System.out.printf(
          "end-to-end latency: %d markers among %.0f posts/s: p50 %d ms, p90 %d ms, p99 %d ms, maximum %d ms%n",
          delays.length,
          rate,
          percentile(delays, 0.5),
          percentile(delays, 0.9),
          percentile(delays, 0.99),
          delays[delays.length - 1]);
      app.get("/metrics")
          .lines()
          .filter(line -> line.startsWith("evilnet_arrival_visible_delay_seconds"))
          .forEach(System.out::println);
    }
  }

  private void sendFor(Duration time, KafkaProducer<byte[], byte[]> producer) throws Exception {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      Thread.sleep(random.nextInt(200, 600));
      send(producer);
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer) throws Exception {
    int marker = markers++;
    long author = 9_000_000_000_000L + marker;
    byte[] line = Post.at(Instant.now(), marker, author, CITY).line().getBytes(UTF_8);
    arrivals.add(producer.send(PostLoad.record(author, line)).get().timestamp());
  }

  /** Returns the sorted latencies of the markers from {@code first} on, in milliseconds. */
  private long[] delays(List<?> seen, int first) {
    long[] delays = new long[arrivals.size() - first];
    for (int i = 0; i < delays.length; i++) {
      int count = first + i + 1;
      long shown =
          seen.stream()
              .filter(change -> number(change, 0) >= count)
              .mapToLong(change -> number(change, 1))
              .findFirst()
              .orElseThrow();
      delays[i] = shown - arrivals.get(first + i);
    }
    Arrays.sort(delays);
    return delays;
  }

  private static long number(Object change, int index) {
    return ((Number) ((List<?>) change).get(index)).longValue();
  }

  private static long percentile(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
