package io.evilnet.streams.cli;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.CityNames;
import io.evilnet.streams.read.CountsReader;
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
        "Prints tweets, retweets, active users and received retweets of cities, window by window."
            + " Times are UTC. With a range, only the windows that start in it.",
    mixinStandardHelpOptions = true)
final class CountsCommand implements Callable<Integer> {

  private static final List<Column<CityRow>> COLUMNS =
      List.of(
          Column.time("window_start", CityRow::windowStart),
          Column.text("city", CityRow::city),
          Column.number("tweets", row -> row.counts().tweets()),
          Column.number("retweets", row -> row.counts().retweets()),
          Column.number("users", row -> row.counts().users()),
          Column.number("received_retweets", row -> row.counts().receivedRetweets()));

  @Mixin private CassandraOptions cassandra;

  @Mixin private RangeOptions range;

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
    TimeRange starts = range.range(Instant.now(), TimeRange.ALL);
    area.validate();
    return CassandraQuery.run(cassandra.settings(), reader -> print(reader, starts));
  }

  private int print(CountsReader reader, TimeRange starts) {
    PrintWriter out = spec.commandLine().getOut();
    Stream<CityRow> rows =
        city == null
            ? reader.counts(starts)
            : reader.counts(starts, new CityNames(reader.cities()).find(city));
    Predicate<String> isShown = area.cityIds(reader);
    boolean any = format.print(out, COLUMNS, rows.filter(row -> isShown.test(row.cityId())));
    if (format.isTable()) {
      printSummary(out, reader.windows(starts), any);
    }
    return 0;
  }

  private void printSummary(PrintWriter out, List<WindowRow> windows, boolean any) {
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

  /** Returns the reason for an empty result: no counts, or the options that exclude all. */
  private String explanation() {
    List<String> within = new ArrayList<>();
    if (area.isGiven()) {
      within.add(area.level());
    }
    if (range.isGiven()) {
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
