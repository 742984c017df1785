package io.evilnet.streams.cli;

import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.CityNames;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.read.TimeRange;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code counts}: prints the counts of cities. */
@Command(
    name = "counts",
    description =
        "Prints tweets, retweets and active users of cities, window by window."
            + " Times are UTC; without a range all stored windows.",
    mixinStandardHelpOptions = true)
final class CountsCommand implements Callable<Integer> {

  private static final List<Column<CityRow>> COLUMNS =
      List.of(
          Column.time("window_start", CityRow::windowStart),
          Column.text("city", CityRow::city),
          Column.number("tweets", row -> row.counts().tweets()),
          Column.number("retweets", row -> row.counts().retweets()),
          Column.number("users", row -> row.counts().users()));

  @Mixin private CassandraOptions cassandra;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first window, such as 2026-11-20T14:00Z, 2026-11-20, or -2h for two hours ago.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End of the range of windows, exclusive.")
  private Instant to;

  @Option(
      names = "--city",
      paramLabel = "NAME",
      description =
          "Only this city: a name or a prefix of one, ignoring accents and case, or a place id.")
  private String city;

  @Mixin private AreaOptions area;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TimeRange range =
        new TimeRange(
            from == null ? TimeRange.ALL.from() : from, to == null ? TimeRange.ALL.to() : to);
    area.validate();
    return CassandraQuery.ask(cassandra.settings(), reader -> print(reader, range));
  }

  private int print(CountsReader reader, TimeRange range) {
    PrintWriter out = spec.commandLine().getOut();
    Stream<CityRow> rows =
        city == null
            ? reader.counts(range)
            : reader.counts(range, new CityNames(reader.cities()).find(city));
    Predicate<String> isShown = area.cityIds(reader);
    boolean any = format.print(out, COLUMNS, rows.filter(row -> isShown.test(row.cityId())));
    if (format.isTable()) {
      explain(out, reader.windows(range), any);
    }
    return 0;
  }

  private void explain(PrintWriter out, List<WindowRow> windows, boolean any) {
    if (!any) {
      out.println(explanation());
    }
    long unresolved = windows.stream().mapToLong(window -> window.unresolved().tweets()).sum();
    long contained = windows.stream().mapToLong(window -> window.contained().tweets()).sum();
    if (!isFiltered() && unresolved + contained > 0) {
      out.printf("%nPosts without a city: %,d%n", unresolved);
    }
    if (!isFiltered() && contained > 0) {
      out.printf("Posts from places within cities: %,d%n", contained);
    }
  }

  /** Returns the reason for no row: no counts, or the options that leave none. */
  private String explanation() {
    List<String> within = new ArrayList<>();
    if (area.isGiven()) {
      within.add(area.level());
    }
    if (from != null || to != null) {
      within.add("range");
    }
    if (within.isEmpty() && city == null) {
      return "No counts yet: they appear within seconds of the first post of a city.";
    }
    return "No counts%s%s."
        .formatted(
            city == null ? "" : " of this city",
            within.isEmpty() ? "" : " in this " + String.join(" and ", within));
  }

  private boolean isFiltered() {
    return city != null || area.isGiven();
  }
}
