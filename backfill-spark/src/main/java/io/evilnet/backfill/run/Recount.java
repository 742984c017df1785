package io.evilnet.backfill.run;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import io.evilnet.backfill.compare.Comparison;
import io.evilnet.backfill.compare.Difference;
import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.compare.StoredCounts;
import io.evilnet.backfill.count.CountPosts;
import io.evilnet.backfill.count.Posts;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Mode;
import io.evilnet.backfill.offsets.StreamProgress;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.backfill.report.Outcome;
import io.evilnet.backfill.rows.CityWriter;
import io.evilnet.backfill.rows.ReadCounts;
import io.evilnet.backfill.rows.WriteCounts;
import io.evilnet.backfill.select.Retention;
import io.evilnet.backfill.select.Selection;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKeyTable;
import io.evilnet.core.TimeRange;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * A recount of closed windows: counts the posts, compares the totals with the rows and repairs the
 * rows.
 *
 * <p>Rows are written only after all posts are counted and compared, and writes are idempotent, so
 * a failed run can be rerun.
 */
final class Recount {

  /** Number of differences in the memory of the driver at a time: about 20 MB. */
  private static final int DIFFERENCES_IN_DRIVER = 10_000;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final CqlSession session;
  private final CassandraConnector connector;
  private final JobSettings settings;
  private final StreamProgress stream;
  private final SketchKeyTable sketchKeys;
  private final TopicOffsets offsets;
  private final TimeRange windows;
  private final List<String> skipped;
  private final JobLease lease;
  private final String keyspace;
  private final int slices;

  /**
   * @param stream the progress of the stream, read before the offsets were fixed
   * @param sketchKeys the keys of all windows
   * @param selection the closed windows to count; not empty
   * @param lease the lease to hold while writing
   */
  Recount(
      SparkSession spark,
      CqlSession session,
      JobSettings settings,
      StreamProgress stream,
      SketchKeyTable sketchKeys,
      TopicOffsets offsets,
      Selection selection,
      JobLease lease) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.session = session;
    this.connector = CassandraConnector.apply(context.getConf());
    this.settings = settings;
    this.stream = stream;
    this.sketchKeys = sketchKeys;
    this.offsets = offsets;
    this.windows = selection.windows();
    this.skipped = selection.skipped();
    this.lease = lease;
    this.keyspace = settings.target().keyspace();
    this.slices = Math.max(2, context.defaultParallelism());
  }

  /**
   * Runs the recount.
   *
   * @param report receives the outcome and the differences, sorted by window, city and table
   */
  Outcome run(
      String run,
      Instant startedAt,
      Progress progress,
      BiConsumer<Outcome, Iterator<Difference>> report) {
    long begin = System.nanoTime();
    spark.sparkContext().addSparkListener(progress);
    CollectionAccumulator<Tuple2<Integer, Tally>> tallies =
        spark.sparkContext().collectionAccumulator("tallies");
    CollectionAccumulator<Instant> uncounted =
        spark.sparkContext().collectionAccumulator("uncounted");
    JavaPairRDD<CityWindow, CityCounts> counted =
        new CountPosts(
                new Posts(settings.kafka(), offsets.topic()),
                settings.rules(),
                windows,
                stream,
                sketchKeys,
                tallies,
                uncounted)
            .count(context, offsets, slices)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    long totals = counted(counted, progress);
    Duration counting = Duration.ofNanos(System.nanoTime() - begin);
    requirePostsOfArchive(Tally.sum(tallies.value()));
    Set<Instant> uncountedWindows = Set.copyOf(uncounted.value());
    JavaPairRDD<CityWindow, CityCounts> expected = without(uncountedWindows, counted);
    JavaPairRDD<CityWindow, StoredCounts> rows = without(uncountedWindows, stored());
    if (!uncountedWindows.isEmpty()) {
      requireCompared(settings, windows, () -> !expected.isEmpty() || !rows.isEmpty());
    }
    Comparison comparison = new Comparison();
    JavaRDD<Difference> differences =
        comparison.compare(expected, rows).persist(StorageLevel.MEMORY_AND_DISK_SER());
    Map<Kind, Long> kinds = kinds(differences);
    long remaining = kinds.values().stream().mapToLong(Long::longValue).sum();
    long written = 0;
    if (settings.mode().writes()) {
      lease.requireHeld();
      written = write(differences, comparison, expected);
      remaining = comparison.compare(expected, without(uncountedWindows, stored())).count();
    }
    Outcome outcome =
        new Outcome(
            run,
            settings,
            offsets,
            windows,
            startedAt,
            Duration.ofNanos(System.nanoTime() - begin),
            counting,
            Tally.sum(tallies.value()),
            totals,
            uncountedWindows.size(),
            skipped,
            kinds,
            written,
            remaining);
    report.accept(
        outcome, sorted(differences, kinds.values().stream().mapToLong(Long::longValue).sum()));
    return outcome;
  }

  private static long counted(JavaPairRDD<CityWindow, CityCounts> expected, Progress progress) {
    try {
      long totals = expected.count();
      progress.end();
      return totals;
    } finally {
      progress.abandon();
    }
  }

  /**
   * Rejects a validation without rows to compare because the stream is still counting all windows,
   * unless {@code --only-retained} is set.
   */
  static void requireCompared(JobSettings settings, TimeRange windows, BooleanSupplier hasRows) {
    if (settings.mode() == Mode.VALIDATE && !settings.onlyRetained() && !hasRows.getAsBoolean()) {
      throw new IllegalArgumentException(
          "no window of %s can be validated: the stream has not yet counted posts of any of them; rerun when streams-app is running without consumer lag"
              .formatted(windows));
    }
  }

  private void requirePostsOfArchive(Tally tally) {
    Retention retention =
        Retention.of(offsets, settings.rules(), settings.target().countsTtl(), false);
    if (tally.isEmpty() && retention.of(windows) == Retention.Verdict.ARCHIVE) {
      throw new IllegalArgumentException(
          "no post of %s is retained; %s".formatted(windows, retention.description()));
    }
  }

  private JavaPairRDD<CityWindow, StoredCounts> stored() {
    return ReadCounts.read(context, session, connector, keyspace, windows, slices);
  }

  /** Removes the windows that the stream is still counting, since the stream writes them later. */
  private static <V> JavaPairRDD<CityWindow, V> without(
      Set<Instant> windowStarts, JavaPairRDD<CityWindow, V> rows) {
    return windowStarts.isEmpty()
        ? rows
        : rows.filter(row -> !windowStarts.contains(row._1().windowStart()));
  }

  private static Map<Kind, Long> kinds(JavaRDD<Difference> differences) {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    differences
        .map(difference -> difference.kind().name())
        .countByValue()
        .forEach((kind, count) -> kinds.put(Kind.valueOf(kind), count));
    return kinds;
  }

  private long write(
      JavaRDD<Difference> differences,
      Comparison comparison,
      JavaPairRDD<CityWindow, CityCounts> expected) {
    CassandraSettings target = settings.target();
    JavaRDD<Difference> rows =
        settings.mode() == Mode.REWRITE
            ? comparison
                .all(expected)
                .union(differences.filter(difference -> difference.kind() == Kind.EXTRA))
            : differences;
    long writeTime = TimeUnit.MILLISECONDS.toMicros(offsets.fixedAt().toEpochMilli());
    LongAccumulator written = spark.sparkContext().longAccumulator("rows written");
    List<City> cities =
        rows.filter(row -> row.expected() != null && row.key().isOfRealCity())
            .map(row -> row.expected().city())
            .distinct()
            .collect();
    // Names first, so that readers of counts can look up the city.
    new CityWriter(session, keyspace).add(cities, writeTime);
    rows.foreachPartition(
        new WriteCounts(
            connector,
            keyspace,
            writeTime,
            Math.toIntExact(target.countsTtl().toSeconds()),
            written));
    return written.value();
  }

  /** Sorts the differences; the driver has one partition at a time in memory. */
  private static Iterator<Difference> sorted(JavaRDD<Difference> differences, long count) {
    int partitions = Math.toIntExact(1 + count / DIFFERENCES_IN_DRIVER);
    return differences.sortBy(Difference::order, true, partitions).toLocalIterator();
  }
}
