package io.evilnet.backfill.count;

import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.StreamProgress;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.SketchKeyTable;
import io.evilnet.core.TimeRange;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.util.CollectionAccumulator;
import scala.Tuple2;

/**
 * Counts posts in Spark: each partition of the topic in one task, then the totals by window.
 *
 * <p>Only counts are shuffled: posts of an author share a partition, so tweets and users of two
 * partitions are disjoint.
 */
public final class CountPosts
    implements FlatMapFunction<PartitionOffsets, Tuple2<Instant, WindowTotals>> {

  private static final long serialVersionUID = 1L;

  private final Posts posts;
  private final CountingRules rules;
  private final TimeRange range;
  private final StreamProgress stream;
  private final SketchKeyTable sketchKeys;
  private final CollectionAccumulator<Tuple2<Integer, Tally>> tallies;
  private final CollectionAccumulator<Instant> uncounted;

  /**
   * @param posts the posts to count
   * @param stream the committed offsets of the stream
   * @param sketchKeys the keys of all windows of the range
   * @param tallies contains the posts by outcome, with their partition, after the result has been
   *     computed; those of a retried task repeatedly
   * @param uncounted contains the windows with posts that the stream has not counted, after the
   *     result has been computed, possibly repeatedly
   */
  public CountPosts(
      Posts posts,
      CountingRules rules,
      TimeRange range,
      StreamProgress stream,
      SketchKeyTable sketchKeys,
      CollectionAccumulator<Tuple2<Integer, Tally>> tallies,
      CollectionAccumulator<Instant> uncounted) {
    this.posts = posts;
    this.rules = rules;
    this.range = range;
    this.stream = stream;
    this.sketchKeys = sketchKeys;
    this.tallies = tallies;
    this.uncounted = uncounted;
  }

  /**
   * Returns the counts of every city and window with a tweet, and those of the posts without a city
   * for each of these windows, possibly zero.
   */
  public JavaPairRDD<CityWindow, CityCounts> count(
      JavaSparkContext spark, TopicOffsets offsets, int sumPartitions) {
    List<PartitionOffsets> partitions = offsets.toRead();
    return spark
        .parallelize(partitions, Math.max(1, partitions.size()))
        .flatMap(this)
        .mapToPair(totals -> totals)
        .reduceByKey(WindowTotals::plus, sumPartitions)
        .flatMapToPair(totals -> byCity(totals._1(), totals._2().complete()));
  }

  @Override
  public Iterator<Tuple2<Instant, WindowTotals>> call(PartitionOffsets partition) {
    PartitionCount count =
        new PartitionCount(rules, range, stream.firstUncounted(partition.partition()), sketchKeys);
    InputMetrics metrics = TaskContext.get().taskMetrics().inputMetrics();
    posts.read(
        partition,
        records -> {
          records.forEach(
              post ->
                  count.accept(
                      post.value(), Instant.ofEpochMilli(post.timestamp()), post.offset()));
          metrics.incRecordsRead(records.size());
        });
    tallies.add(new Tuple2<>(partition.partition(), count.tally()));
    count.uncounted().forEach(uncounted::add);
    return count.windowStarts().stream()
        .map(start -> new Tuple2<>(start, count.totals(start)))
        .iterator();
  }

  private static Iterator<Tuple2<CityWindow, CityCounts>> byCity(
      Instant windowStart, WindowTotals totals) {
    return totals.byCity().values().stream()
        .map(counts -> new Tuple2<>(new CityWindow(windowStart, counts.city().id()), counts))
        .iterator();
  }
}
