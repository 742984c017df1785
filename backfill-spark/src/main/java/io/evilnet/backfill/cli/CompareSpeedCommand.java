package io.evilnet.backfill.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.window;

import io.evilnet.backfill.count.CountPosts;
import io.evilnet.backfill.count.Posts;
import io.evilnet.backfill.offsets.OffsetReader;
import io.evilnet.backfill.offsets.StreamProgress;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.backfill.run.Job;
import io.evilnet.backfill.run.SparkCluster;
import io.evilnet.core.CountingRules;
import io.evilnet.core.SketchKeyTable;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.topics.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Benchmarks this job against a plain Spark SQL job, alternately, on the same posts and workers.
 */
@Command(
    name = "compare-speed",
    hidden = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = Job.FAILED,
    description =
        "Counts all retained posts with plain Spark SQL and with this job, alternately, and prints the ratio.")
public final class CompareSpeedCommand implements Callable<Integer> {

  private static final TimeRange ALL_WINDOWS =
      new TimeRange(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
  private static final Duration WORKER_TIMEOUT = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;
  @Mixin private CountingOptions counting;

  @Option(names = "--rounds", defaultValue = "3", description = "Number of rounds (default: 3).")
  private int rounds;

  // Passed to every job by spark-submit.
  @Option(names = "--report", hidden = true)
  private String unusedReport;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CountingRules rules = counting.rules();
    TopicOffsets offsets =
        new OffsetReader(kafka.connection(), Topics.TWEETS.name(), InstantSource.system())
            .fix(Instant.EPOCH);
    try (SparkSession spark =
        SparkCluster.open(new SparkConf().setAppName("EvilNet compare-speed"), WORKER_TIMEOUT)) {
      double bestJob = 0;
      double bestSparkSql = 0;
      for (int round = 1; round <= rounds; round++) {
        double sparkSql = rate(offsets, () -> countWithSparkSql(spark, offsets));
        double job = rate(offsets, () -> countWithJob(spark, offsets, rules));
        out.printf(
            Locale.ROOT,
            "round %d: %,d posts; Spark SQL %,.0f posts/s; this job %,.0f posts/s; ratio %.1f%n",
            round,
            offsets.posts(),
            sparkSql,
            job,
            job / sparkSql);
        out.flush();
        bestJob = Math.max(bestJob, job);
        bestSparkSql = Math.max(bestSparkSql, sparkSql);
      }
      out.printf(
          Locale.ROOT,
          "best: Spark SQL %,.0f posts/s; this job %,.0f posts/s; ratio %.1f%n",
          bestSparkSql,
          bestJob,
          bestJob / bestSparkSql);
    }
    return 0;
  }

  private void countWithJob(SparkSession spark, TopicOffsets offsets, CountingRules rules) {
    SketchKeyTable noSketches = new SketchKeyTable(Map.of());
    long unused =
        new CountPosts(
                new Posts(kafka.connection(), offsets.topic()),
                rules,
                ALL_WINDOWS,
                StreamProgress.ABSENT,
                noSketches,
                spark.sparkContext().collectionAccumulator("tallies"),
                spark.sparkContext().collectionAccumulator("uncounted"))
            .count(JavaSparkContext.fromSparkContext(spark.sparkContext()), offsets, 2)
            .count();
  }

  /** Counts with Spark SQL only: the post as columns, and SQL operators. */
  private void countWithSparkSql(SparkSession spark, TopicOffsets offsets) {
    spark
        .read()
        .format("kafka")
        .options(connection())
        .option("assign", offsets.assignment())
        .option("startingOffsets", offsets.startingOffsets())
        .option("endingOffsets", offsets.endingOffsets())
        .load()
        .select(from_json(col("value").cast("string"), post()).as("post"))
        .selectExpr(
            "coalesce(post.data.edit_history_tweet_ids[0], post.data.id) AS id",
            "post.data.author_id AS author",
            "post.data.created_at AS created_at",
            "post.includes.places[0] AS place",
            "exists(post.data.referenced_tweets, r -> r.type IN ('retweeted', 'quoted')) AS retweet")
        .where("id IS NOT NULL AND place.place_type = 'city'")
        .dropDuplicates("id")
        .groupBy(window(col("created_at"), "5 minutes"), col("place.id"))
        .agg(
            count(lit(1)).as("tweets"),
            sum(expr("CASE WHEN retweet THEN 1 ELSE 0 END")).as("retweets"),
            countDistinct("author").as("users"))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  /** Client properties of Spark's consumers, on the driver and the executors. */
  private Map<String, String> connection() {
    Map<String, String> options = new HashMap<>();
    kafka.connection().config().forEach((name, value) -> options.put("kafka." + name, value));
    return options;
  }

  /**
   * Builds the schema on demand, since its classes initialize Spark's logging, which {@code --help}
   * does not need.
   */
  private static StructType post() {
    return StructType.fromDDL(
        """
        data STRUCT<id: STRING, author_id: STRING, created_at: TIMESTAMP,
          edit_history_tweet_ids: ARRAY<STRING>, referenced_tweets: ARRAY<STRUCT<type: STRING>>>,
        includes STRUCT<places: ARRAY<STRUCT<id: STRING, full_name: STRING, place_type: STRING>>>""");
  }

  private static double rate(TopicOffsets offsets, Runnable counting) {
    long begin = System.nanoTime();
    counting.run();
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    return offsets.posts() / seconds;
  }
}
