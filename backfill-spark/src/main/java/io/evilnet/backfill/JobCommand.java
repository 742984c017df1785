package io.evilnet.backfill;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.schema.Schema;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.topics.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a job, from its settings to its exit code. */
final class JobCommand {

  private static final Logger LOG = LoggerFactory.getLogger(JobCommand.class);

  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

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
    TopicOffsets offsets =
        new OffsetReader(settings.bootstrapServers(), Topics.TWEETS.name(), clock)
            .fix(settings.windows().from().minus(settings.rules().maxAhead()));
    LOG.info("run {}: posts up to {}: {}", run, offsets.fixedAt(), offsets);
    out.printf(
        "Posts up to %s: %,d in %d partitions%n",
        offsets.fixedAt(), offsets.posts(), offsets.partitions().size());
    TimeRange closed =
        settings.windows().before(settings.rules().firstOpenWindow(offsets.fixedAt()));
    tellLive(closed);
    if (closed.isEmpty()) {
      return nothing(run, startedAt, offsets, closed);
    }
    refuseWhatIsGone(offsets, closed);
    if (settings.into().isPresent()) {
      new Schema(session, settings.target()).ensure();
    }
    try (SparkSession spark = SparkCluster.open(conf(), settings.workerWithin())) {
      Progress progress =
          new Progress(
              out, isTerminal(), offsets.posts(), closed.windows(settings.rules().window()));
      return new Recount(spark, session, settings, offsets, closed)
          .run(run, startedAt, progress, new Report(settings.report(), out)::write);
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
        Map.of(),
        0,
        0);
  }

  /** What submit has set, and how the executors reach Cassandra. */
  private SparkConf conf() {
    CassandraSettings cassandra = settings.target();
    return new SparkConf()
        .setAppName("EvilNet " + settings.mode().label())
        .set(
            "spark.cassandra.connection.host",
            cassandra.contactPoints().stream()
                .map(address -> address.getHostString() + ":" + address.getPort())
                .collect(joining(",")))
        .set("spark.cassandra.connection.localDC", cassandra.datacenter());
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

  private void refuseWhatIsGone(TopicOffsets offsets, TimeRange closed) {
    Retention retention = Retention.of(offsets, settings.rules(), settings.target().countsTtl());
    if (retention.of(closed) == Retention.Verdict.REFUSED) {
      throw new IllegalArgumentException(
          "posts of %s may be gone; %s: ask with --from %s"
              .formatted(closed, retention.description(), retention.from().orElseThrow()));
    }
  }
}
