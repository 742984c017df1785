package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CountedTweet;
import io.evilnet.core.WindowCounts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a start takes to read the stored tweets of a window into its counts: row by
 * row, as it was, and from pages, in turns. {@code bench/start.sh} runs it.
 */
class StoredTweetsBench {

  private static final int TWEETS = Integer.getInteger("bench.tweets", 290_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
  private static final int CITIES = 200;
  private static final int ROWS_AT_ONCE = 10_000;
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void measure(@TempDir Path directory) {
    KeyValueStore<Bytes, byte[]> rocks = Stores.persistentKeyValueStore("tweets").get();
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    rocks.init(context.getStateStoreContext(), rocks);
    try {
      TweetStore store = new TweetStore(rocks, 1, CountTweets.PAGE_SIZE);
      fill(store);
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        double rows = seconds(() -> rows(store));
        double pages = seconds(() -> pages(store));
        ratios.add(rows / pages);
        System.out.printf(
            "round %d: %,d tweets, as rows %.3f s, as pages %.3f s: %.1f times as fast%n",
            round, TWEETS, rows, pages, rows / pages);
      }
      double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      System.out.printf("pages: %.1f times as fast (median)%n", sorted[sorted.length / 2]);
    } finally {
      rocks.close();
    }
  }

  private static void fill(TweetStore store) {
    Random random = new Random(1);
    StoredWindow window = store.window(START);
    for (long offset = 0; offset < TWEETS; offset++) {
      String city = "city-" + random.nextInt(CITIES);
      CountedTweet tweet =
          new CountedTweet(START, random.nextLong(), random.nextInt(1 << 20), city, false);
      window.put(new StoredTweet(tweet, offset, START));
    }
  }

  private static WindowCounts rows(TweetStore store) {
    WindowCounts counts = new WindowCounts();
    List<StoredTweet> some = store.tweetsAfter(START, -1, ROWS_AT_ONCE);
    while (!some.isEmpty()) {
      some.forEach(stored -> counts.add(stored.tweet()));
      some = store.tweetsAfter(START, some.get(some.size() - 1).offset(), ROWS_AT_ONCE);
    }
    return counts;
  }

  private static WindowCounts pages(TweetStore store) {
    WindowCounts counts = new WindowCounts();
    StoredWindow window = store.window(START);
    for (Optional<TweetPage> page = window.next(ROWS_AT_ONCE);
        page.isPresent();
        page = window.next(ROWS_AT_ONCE)) {
      page.get().tweets().forEach(counts::add);
    }
    return counts;
  }

  private static double seconds(Supplier<WindowCounts> reading) {
    long begin = System.nanoTime();
    WindowCounts counts = reading.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(counts.tweets(START)).isEqualTo(TWEETS);
    return seconds;
  }
}
