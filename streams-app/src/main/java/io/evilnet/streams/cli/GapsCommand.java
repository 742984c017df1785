package io.evilnet.streams.cli;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.streams.read.CountsReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gaps}: prints the gaps of the collectors' connections to the stream. */
@Command(
    name = "gaps",
    description =
        "Prints the gaps in the connections of collectors to the stream, newest first: from the last byte"
            + " received before to the first one after, with the estimated number of missed posts."
            + " With a range, only the gaps that overlap it.",
    mixinStandardHelpOptions = true)
final class GapsCommand implements Callable<Integer> {

  private static final double MILLIS_PER_SECOND = 1_000;

  @Mixin private CassandraOptions cassandra;

  @Mixin private RangeOptions range;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TimeRange gaps = range.range(Instant.now(), TimeRange.ALL);
    return CassandraQuery.run(cassandra.settings(), reader -> print(reader, gaps));
  }

  private int print(CountsReader reader, TimeRange gaps) {
    PrintWriter out = spec.commandLine().getOut();
    boolean any = format.print(out, columns(Instant.now()), reader.gaps(gaps).stream());
    if (!any && format.isTable()) {
      out.println("No gaps in this range.");
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
