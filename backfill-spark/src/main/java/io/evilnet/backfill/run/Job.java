package io.evilnet.backfill.run;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.offsets.KafkaAdmin;
import io.evilnet.backfill.offsets.OffsetReader;
import io.evilnet.backfill.offsets.StreamProgress;
import io.evilnet.backfill.offsets.StreamProgressReader;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.backfill.report.Outcome;
import io.evilnet.backfill.report.Report;
import io.evilnet.backfill.select.Selection;
import io.evilnet.backfill.select.SourceCheck;
import io.evilnet.core.SketchKey;
import io.evilnet.core.SketchKeyTable;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.SketchKeyTopic;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.table.CountingSources;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job, from its settings to its exit code. */
public final class Job {

  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  /** The exit code of a failed job, or of invalid usage. */
  public static final int FAILED = 2;

  private final JobSettings settings;
  private final InstantSource clock;
  private final PrintWriter out;

  public Job(JobSettings settings, InstantSource clock, PrintWriter out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Runs the job; returns 0 if all rows are correct at the end, 1 if some differ.
   *
   * @throws JobFailedException with the cause and the remedy
   */
  public int run() {
    try {
      return attempt();
    } catch (Exception e) { // Spark throws undeclared checked SparkExceptions.
      throw new JobFailedException(Failures.explain(e, settings), e);
    }
  }

  private int attempt() {
    Instant startedAt = clock.instant();
    String run = RUN_ID.format(startedAt);
    try (CqlSession session = CassandraSessions.openForCommand(settings.live())) {
      new Schema(session, settings.live()).validate();
      try (JobLease lease =
          JobLease.acquire(session, settings.live().keyspace(), holder(run), this::print)) {
        return run(session, lease, run, startedAt).exitCode();
      }
    }
  }

  private Outcome run(CqlSession session, JobLease lease, String run, Instant startedAt) {
    RunLog log = new RunLog(session, settings.live().keyspace());
    String mode = settings.mode().label() + settings.into().map(name -> " into " + name).orElse("");
    log.started(run, startedAt, mode, settings.windows());
    try {
      Outcome outcome = count(session, lease, run, startedAt);
      log.ended(outcome);
      return outcome;
    } catch (Exception e) {
      logFailure(log, run, startedAt, e);
      throw e;
    }
  }

  /** Returns the holder of the lease, as printed by runs that wait for it. */
  private static String holder(String run) {
    return "run %s of process %d on %s".formatted(run, ProcessHandle.current().pid(), hostName());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }

  private void print(String line) {
    LOG.info("{}", line);
    out.println(line);
    out.flush();
  }

  private Outcome count(CqlSession session, JobLease lease, String run, Instant startedAt) {
    TopicOffsets present = offsets();
    if (settings.into().isPresent()) {
      new Schema(session, settings.target()).ensure();
    }
    Optional<CountingSources.Entry> source = new SourceCheck(session, settings).source(present);
    Selection first = Selection.of(settings, present, source);
    first.skipped().forEach(this::print);
    if (first.windows().isEmpty()) {
      return emptyOutcome(run, startedAt, present, first);
    }
    StreamProgress stream = streamProgress(present, source.isPresent());
    long readAt = System.nanoTime();
    try (SparkSession spark = SparkCluster.open(conf(), settings.workerWithin())) {
      if (!stream.isAbsent()) {
        new StreamEmission(progressReader(), settings.applicationId(), this::print, Job::sleep)
            .await(present, Duration.ofNanos(System.nanoTime() - readAt));
      }
      TopicOffsets offsets = offsets();
      // Kafka may have deleted posts of the first windows meanwhile.
      Selection selection = first.retained(settings, offsets, source);
      selection.skipped().stream().skip(first.skipped().size()).forEach(this::print);
      TimeRange windows = selection.windows();
      if (windows.isEmpty()) {
        return emptyOutcome(run, startedAt, offsets, selection);
      }
      LOG.info("run {}: posts up to {}: {}", run, offsets.fixedAt(), offsets);
      out.printf(
          "Posts up to %s: %,d in %d partitions%n",
          offsets.fixedAt(), offsets.posts(), offsets.partitions().size());
      Progress progress =
          new Progress(
              out, isTerminal(), offsets.posts(), windows.windows(settings.rules().window()));
      return new Recount(
              spark, session, settings, stream, sketchKeys(windows), offsets, selection, lease)
          .run(run, startedAt, progress, new Report(settings.report(), out)::write);
    }
  }

  private StreamProgressReader progressReader() {
    return new StreamProgressReader(settings.kafka(), settings.applicationId());
  }

  /** Reads the offsets of the topic that may contain posts of the windows. */
  private TopicOffsets offsets() {
    return new OffsetReader(settings.kafka(), Topics.TWEETS.name(), clock)
        .fix(settings.windows().from().minus(settings.rules().maxAhead()));
  }

  /** Returns the progress of the stream; absent if another keyspace is written. */
  private StreamProgress streamProgress(TopicOffsets topic, boolean hasCounted) {
    return settings.into().isPresent()
        ? StreamProgress.ABSENT
        : progressReader().read(topic, hasCounted);
  }

  private SketchKeyTable sketchKeys(TimeRange windows) {
    return new SketchKeyTable(
        new SketchKeyTopic(settings.kafka(), KafkaAdmin.TIMEOUT)
            .keys(
                LongStream.rangeClosed(
                        SketchKey.epochOf(windows.from()), SketchKey.epochOf(windows.to()))
                    .boxed()
                    .toList()));
  }

  private static void sleep(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before counting started", e);
    }
  }

  /** Records a failure in the log of runs. */
  private void logFailure(RunLog log, String run, Instant startedAt, Exception failure) {
    try {
      log.failed(run, startedAt, Failures.explain(failure, settings));
    } catch (DriverException e) {
      failure.addSuppressed(e);
    }
  }

  private Outcome emptyOutcome(
      String run, Instant startedAt, TopicOffsets offsets, Selection selection) {
    return new Outcome(
        run,
        settings,
        offsets,
        selection.windows(),
        startedAt,
        Duration.between(startedAt, clock.instant()),
        Duration.ZERO,
        Tally.ZERO,
        0,
        0,
        selection.skipped(),
        Map.of(),
        0,
        0);
  }

  /** Returns the settings of spark-submit and of the Cassandra connections of the executors. */
  private SparkConf conf() {
    SparkConf conf = new SparkConf().setAppName("EvilNet " + settings.mode().label());
    CassandraConf.of(settings.target(), settings.trustStore()).forEach(conf::set);
    return conf;
  }

  private static final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @SuppressWarnings(
      "SystemConsoleNull") // applies to JDK 22 or later, which Spark 3.5 does not support
  private static boolean isTerminal() {
    return System.console() != null;
  }
}
