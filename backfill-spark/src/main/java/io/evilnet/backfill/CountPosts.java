package io.evilnet.backfill;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * The counting as a Spark job: each partition of the topic by itself, then the sums by window.
 *
 * <p>Only counts are shuffled: posts of an author share a partition, so tweets and users of two
 * partitions are disjoint.
 */
final class CountPosts
    implements Function2<Integer, Iterator<InternalRow>, Iterator<Tuple2<Instant, WindowTotals>>> {

  private static final long serialVersionUID = 1L;

  private final CountingRules rules;
  private final TimeRange range;
  private final PartitionTallies tallies;

  private CountPosts(CountingRules rules, TimeRange range, PartitionTallies tallies) {
    this.rules = rules;
    this.range = range;
    this.tallies = tallies;
  }

  /**
   * The counts of every city in every window of a range that has a tweet, and of the posts without
   * a city in each of those windows, zero or more.
   *
   * @param tallies has what became of the posts, once the result has been computed
   */
  static JavaPairRDD<CityWindow, CityCounts> count(
      JavaRDD<InternalRow> posts,
      CountingRules rules,
      TimeRange range,
      PartitionTallies tallies,
      int sumPartitions) {
    return posts
        .mapPartitionsWithIndex(new CountPosts(rules, range, tallies), false)
        .mapToPair(totals -> totals)
        .reduceByKey(WindowTotals::plus, sumPartitions)
        .flatMapToPair(totals -> byCity(totals._1(), totals._2().complete()));
  }

  @Override
  public Iterator<Tuple2<Instant, WindowTotals>> call(Integer index, Iterator<InternalRow> posts) {
    PartitionCount count = new PartitionCount(rules, range);
    while (posts.hasNext()) {
      InternalRow post = posts.next();
      byte[] value = post.isNullAt(Posts.VALUE) ? null : post.getBinary(Posts.VALUE);
      count.accept(value, instant(post.getLong(Posts.TIMESTAMP_MICROS)));
    }
    tallies.add(Map.of(index, count.tally()));
    return count.windowStarts().stream()
        .map(start -> new Tuple2<>(start, count.totals(start)))
        .iterator();
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(micros));
  }

  private static Iterator<Tuple2<CityWindow, CityCounts>> byCity(
      Instant windowStart, WindowTotals totals) {
    return totals.byCity().values().stream()
        .map(counts -> new Tuple2<>(new CityWindow(windowStart, counts.city().id()), counts))
        .iterator();
  }
}
