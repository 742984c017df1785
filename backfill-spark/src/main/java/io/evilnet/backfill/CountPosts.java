package io.evilnet.backfill;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.SketchKeyTable;
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
  private final StreamProgress stream;
  private final SketchKeyTable sketchKeys;
  private final PartitionTallies tallies;
  private final UncountedWindows uncounted;

  /**
   * @param stream how far it has counted
   * @param sketchKeys of all windows of the range
   * @param tallies has what became of the posts, once the result has been computed
   * @param uncounted has the windows that the stream has yet to count, then
   */
  CountPosts(
      CountingRules rules,
      TimeRange range,
      StreamProgress stream,
      SketchKeyTable sketchKeys,
      PartitionTallies tallies,
      UncountedWindows uncounted) {
    this.rules = rules;
    this.range = range;
    this.stream = stream;
    this.sketchKeys = sketchKeys;
    this.tallies = tallies;
    this.uncounted = uncounted;
  }

  /**
   * The counts of every city in every window of a range that has a tweet, and of the posts without
   * a city in each of those windows, zero or more.
   */
  JavaPairRDD<CityWindow, CityCounts> count(JavaRDD<InternalRow> posts, int sumPartitions) {
    return posts
        .mapPartitionsWithIndex(this, false)
        .mapToPair(totals -> totals)
        .reduceByKey(WindowTotals::plus, sumPartitions)
        .flatMapToPair(totals -> byCity(totals._1(), totals._2().complete()));
  }

  @Override
  public Iterator<Tuple2<Instant, WindowTotals>> call(Integer index, Iterator<InternalRow> posts) {
    PartitionCount count = new PartitionCount(rules, range, stream, sketchKeys);
    while (posts.hasNext()) {
      InternalRow post = posts.next();
      byte[] value = post.isNullAt(Posts.VALUE) ? null : post.getBinary(Posts.VALUE);
      count.accept(
          value,
          instant(post.getLong(Posts.TIMESTAMP_MICROS)),
          post.getInt(Posts.PARTITION),
          post.getLong(Posts.OFFSET));
    }
    tallies.add(Map.of(index, count.tally()));
    uncounted.add(count.uncounted());
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
