package io.evilnet.streams.cli;

import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.read.TimeRange;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gaps}: prints when collectors had no connection to the stream. */
@Command(
    name = "gaps",
    description =
        "Prints when collectors had no connection to the stream, newest first: from the last byte"
            + " before to the first one after; and the estimated number of posts that the connection"
            + " missed.",
    mixinStandardHelpOptions = true)
final class GapsCommand implements Callable<Integer> {

  private static final double MILLIS_PER_SECOND = 1_000;

  @Mixin private CassandraOptions cassandra;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only what lasted after this time, such as 2026-11-20T14:00Z or -2h.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only what began before this time.")
  private Instant to;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TimeRange range =
        new TimeRange(
            from == null ? TimeRange.ALL.from() : from, to == null ? TimeRange.ALL.to() : to);
    return CassandraQuery.ask(cassandra.settings(), reader -> print(reader, range));
  }

  private int print(CountsReader reader, TimeRange range) {
    PrintWriter out = spec.commandLine().getOut();
    boolean any = format.print(out, columns(Instant.now()), reader.gaps(range).stream());
    if (!any && format.isTable()) {
      out.println("No gap in this range.");
    }
    return 0;
  }

  private static List<Column<StreamGap>> columns(Instant now) {
    return List.of(
        Column.text("site", StreamGap::site),
        Column.text("connection", StreamGap::connection),
        Column.time("from", StreamGap::from),
        Column.time("to", gap -> gap.to().orElse(null)),
        Column.numeric("seconds", gap -> seconds(gap, now)),
        Column.text("cause", StreamGap::cause),
        Column.number("recovered", StreamGap::recovered),
        Column.optional("missed", StreamGap::missed));
  }

  /** Returns the duration of a gap, up to now if it is open. */
  private static double seconds(StreamGap gap, Instant now) {
    return Duration.between(gap.from(), gap.to().orElse(now)).toMillis() / MILLIS_PER_SECOND;
  }
}
