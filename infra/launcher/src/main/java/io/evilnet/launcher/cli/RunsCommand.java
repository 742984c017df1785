package io.evilnet.launcher.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.BackfillRunsTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs of the batch job. */
@Command(
    name = "runs",
    description =
        "Lists the last validations and backfills, newest first: all, or those of windows in a range.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  private static final String FORMAT = "%-20s  %-24s  %-9s  %-20s  %-20s  %8s  %12s  %s";

  @Mixin private CassandraOptions cassandra;
  @Mixin private RangeOptions range;

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
    Optional<TimeRange> windows =
        range.isGiven() ? Optional.of(range.range(Instant.now(), TimeRange.ALL)) : Optional.empty();
    CassandraSettings settings = cassandra.settings();
    StatusLines console = new StatusLines(System.out);
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      new Schema(session, settings).validate();
      BackfillRunsTable table = new BackfillRunsTable(session, settings.keyspace());
      List<BackfillRun> runs =
          windows.map(queried -> overlapping(table, queried)).orElseGet(() -> table.newest(limit));
      if (runs.isEmpty()) {
        console.print(
            windows.isPresent()
                ? "No runs of windows in this range."
                : "No runs yet: start one with bin/evilnet validate --last 1h.");
        return 0;
      }
      console.print(
          FORMAT.formatted(
              "STARTED", "MODE", "STATUS", "FROM", "TO", "DURATION", "POSTS", "RESULT"));
      runs.stream().limit(limit).forEach(run -> console.print(line(run)));
      if (runs.size() > limit) {
        console.print("%d older runs are not shown (--limit).".formatted(runs.size() - limit));
      }
    }
    return 0;
  }

  private static List<BackfillRun> overlapping(BackfillRunsTable table, TimeRange windows) {
    return table.newest(Integer.MAX_VALUE).stream()
        .filter(run -> run.overlaps(windows.from(), windows.to()))
        .toList();
  }

  private static String line(BackfillRun run) {
    Instant started = run.startedAt();
    Instant finished = run.finishedAt();
    return FORMAT
        .formatted(
            started.truncatedTo(ChronoUnit.SECONDS),
            run.mode(),
            run.status(),
            run.rangeStart(),
            run.rangeEnd(),
            finished == null ? "-" : Duration.between(started, finished).toSeconds() + " s",
            "%,d".formatted(Objects.requireNonNullElse(run.postsRead(), 0L)),
            Objects.requireNonNullElse(run.message(), ""))
        .stripTrailing();
  }
}
