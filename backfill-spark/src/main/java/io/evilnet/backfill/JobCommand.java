package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.core.SketchKey;
import io.evilnet.core.SketchKeyTable;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.schema.Schema;
import io.evilnet.infra.topics.SketchKeyTopic;
import io.evilnet.infra.topics.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a job, from its settings to its exit code. */
final class JobCommand {

  private static final Logger LOG = LoggerFactory.getLogger(JobCommand.class);

  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  /**
   * Within which the stream sends on what it has counted when its offsets say so: what it writes
   * after that of windows without uncounted posts is complete.
   */
  private static final Duration STREAM_SETTLES = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final InstantSource clock;
  private final PrintWriter out;

  JobCommand(JobSettings settings, InstantSource clock, PrintWriter out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  /** Runs; 0 when all rows are right in the end, 1 when some are not. */
  int run() {
    Instant startedAt = clock.instant();
    String run = RUN_ID.format(startedAt);
    try (CqlSession session = CassandraSessions.openForCommand(settings.live())) {
      new Schema(session, settings.live()).validate();
      RunLog log = new RunLog(session, settings.live().keyspace());
      String mode =
          settings.mode().label() + settings.into().map(name -> " into " + name).orElse("");
      log.started(run, startedAt, mode, settings.windows());
      try {
        Outcome outcome = run(session, run, startedAt);
        log.ended(outcome);
        return outcome.exitCode();
      } catch (RuntimeException e) {
        logFailure(log, run, startedAt, e);
        throw e;
      }
    }
  }

  private Outcome run(CqlSession session, String run, Instant startedAt) {
    TopicOffsets present = offsets();
    TimeRange closed =
        settings.windows().before(settings.rules().firstOpenWindow(present.fixedAt()));
    tellLive(closed);
    TimeRange windows = closed.isEmpty() ? closed : retained(present, closed);
    if (windows.isEmpty()) {
      return nothing(run, startedAt, present, windows);
    }
    if (settings.into().isPresent()) {
      new Schema(session, settings.target()).ensure();
    }
    StreamProgress stream = streamProgress(present);
    long settled = System.nanoTime() + (stream.isAbsent() ? 0 : STREAM_SETTLES.toNanos());
    try (SparkSession spark = SparkCluster.open(conf(), settings.workerWithin())) {
      sleepUntil(settled);
      TopicOffsets offsets = offsets();
      LOG.info("run {}: posts up to {}: {}", run, offsets.fixedAt(), offsets);
      out.printf(
          "Posts up to %s: %,d in %d partitions%n",
          offsets.fixedAt(), offsets.posts(), offsets.partitions().size());
      Progress progress =
          new Progress(
              out, isTerminal(), offsets.posts(), windows.windows(settings.rules().window()));
      return new Recount(spark, session, settings, stream, sketchKeys(windows), offsets, windows)
          .run(run, startedAt, progress, new Report(settings.report(), out)::write);
    }
  }

  /** What there is now, and of it what may hold posts of the windows. */
  private TopicOffsets offsets() {
    return new OffsetReader(settings.kafka(), Topics.TWEETS.name(), clock)
        .fix(settings.windows().from().minus(settings.rules().maxAhead()));
  }

  /** Rows that are not the live ones are no business of the stream. */
  private StreamProgress streamProgress(TopicOffsets topic) {
    return settings.into().isPresent()
        ? StreamProgress.ABSENT
        : new StreamProgressReader(settings.kafka(), settings.applicationId()).read(topic);
  }

  private SketchKeyTable sketchKeys(TimeRange windows) {
    return new SketchKeyTable(
        new SketchKeyTopic(settings.kafka(), KafkaAdmin.ANSWER_WITHIN)
            .keys(
                LongStream.rangeClosed(
                        SketchKey.epochOf(windows.from()), SketchKey.epochOf(windows.to()))
                    .boxed()
                    .toList()));
  }

  private static void sleepUntil(long nanoTime) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the counting began", e);
    }
  }

  /** For those who were not there. */
  private void logFailure(RunLog log, String run, Instant startedAt, RuntimeException failure) {
    try {
      log.failed(run, startedAt, Failures.explain(failure, settings));
    } catch (DriverException e) {
      failure.addSuppressed(e);
    }
  }

  private Outcome nothing(String run, Instant startedAt, TopicOffsets offsets, TimeRange closed) {
    return new Outcome(
        run,
        settings,
        offsets,
        closed,
        startedAt,
        Duration.between(startedAt, clock.instant()),
        Duration.ZERO,
        Tally.ZERO,
        0,
        0,
        Map.of(),
        0,
        0);
  }

  /** What submit has set, and how the executors reach Cassandra. */
  private SparkConf conf() {
    SparkConf conf = new SparkConf().setAppName("EvilNet " + settings.mode().label());
    CassandraConf.of(settings.target(), settings.trustStore()).forEach(conf::set);
    return conf;
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on only, where Spark 3.5 does not run
  private static boolean isTerminal() {
    return System.console() != null;
  }

  private void tellLive(TimeRange closed) {
    if (closed.to().isBefore(settings.windows().to())) {
      out.printf(
          "The windows from %s on are still live, and left alone%n",
          closed.isEmpty() ? settings.windows().from() : closed.to());
    }
  }

  /** The windows that can be counted; may be empty with {@code --only-retained}. */
  private TimeRange retained(TopicOffsets offsets, TimeRange closed) {
    Retention retention = Retention.of(offsets, settings.rules(), settings.target().countsTtl());
    TimeRange certain = retention.certain(closed);
    if (settings.onlyRetained()) {
      if (!certain.equals(closed)) {
        out.printf(
            "The windows before %s are left out: Kafka's first post is younger%n", certain.from());
      }
      return certain;
    }
    if (retention.of(closed) == Retention.Verdict.REFUSED) {
      throw new IllegalArgumentException(
          "posts of %s may be gone; %s: ask with --from %s"
              .formatted(closed, retention.description(), retention.from().orElseThrow()));
    }
    if (!certain.equals(closed) && settings.mode().writes() && settings.into().isEmpty()) {
      out.printf(
          "Kafka's first post came after %s. If it has lost older ones, stop here: right rows would go; --only-retained leaves them alone%n",
          closed.from());
    }
    return closed;
  }
}
