package io.evilnet.launcher.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs of the batch job. */
@Command(
    name = "runs",
    description = "Lists the last validations and backfills, newest first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  private static final String FORMAT = "%-20s  %-24s  %-9s  %-20s  %-20s  %7s  %12s  %s";

  @Mixin private CassandraOptions cassandra;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Maximum number of runs (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but is " + limit);
    }
    CassandraSettings settings = cassandra.settings();
    StatusLines console = new StatusLines(System.out);
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      new Schema(session, settings).validate();
      List<Row> rows =
          session
              .execute(
                  """
                  SELECT started_at, finished_at, mode, status, range_start, range_end, posts_read, message
                  FROM %s.backfill_runs WHERE list = 'all' LIMIT ?"""
                      .formatted(settings.keyspace()),
                  limit)
              .all();
      if (rows.isEmpty()) {
        console.say("No runs yet: start one with bin/evilnet validate --last 1h.");
        return 0;
      }
      console.say(
          FORMAT.formatted("STARTED", "MODE", "STATUS", "FROM", "TO", "TOOK", "POSTS", "RESULT"));
      rows.forEach(row -> console.say(line(row)));
    }
    return 0;
  }

  private static String line(Row row) {
    Instant started = row.getInstant("started_at");
    Instant finished = row.getInstant("finished_at");
    return FORMAT
        .formatted(
            started.truncatedTo(ChronoUnit.SECONDS),
            row.getString("mode"),
            row.getString("status"),
            row.getInstant("range_start"),
            row.getInstant("range_end"),
            finished == null ? "-" : Duration.between(started, finished).toSeconds() + " s",
            "%,d".formatted(row.getLong("posts_read")),
            Objects.requireNonNullElse(row.getString("message"), ""))
        .stripTrailing();
  }
}
