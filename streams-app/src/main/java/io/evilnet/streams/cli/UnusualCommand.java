package io.evilnet.streams.cli;

import io.evilnet.core.CountingRules;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Finding;
import io.evilnet.streams.unusual.RecentTweets;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code unusual}: prints the cities, regions and countries with far more tweets than usual. */
@Command(
    name = "unusual",
    description =
        "Prints the cities, regions and countries with far more tweets than usual: the newest"
            + " windows against the twelve hours before the last one, and against the same time a week"
            + " ago or yesterday if its counts are retained. Windows with outages are excluded.",
    mixinStandardHelpOptions = true)
final class UnusualCommand implements Callable<Integer> {

  @Mixin private CassandraOptions cassandra;
  @Mixin private CountingOptions counting;

  @Mixin private AreaOptions area;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    area.validate();
    CassandraSettings settings = cassandra.settings();
    return CassandraQuery.run(settings, reader -> print(reader, settings.countsTtl()));
  }

  private int print(CountsReader reader, Duration countsTtl) {
    CountingRules rules = counting.rules();
    Comparison comparison =
        new RecentTweets(rules.window(), rules.grace(), countsTtl).compare(reader, Instant.now());
    List<Finding> findings = area.given().map(comparison::in).orElse(comparison.findings());
    PrintWriter out = spec.commandLine().getOut();
    boolean any = format.print(out, Finding.COLUMNS, findings.stream());
    if (!any && format.isTable()) {
      out.println(explanation(comparison));
    }
    return 0;
  }

  private String explanation(Comparison comparison) {
    return switch (comparison.state()) {
      case COMPARED ->
          area.isGiven()
              ? "Nothing in this %s is unusual.".formatted(area.level())
              : "Nothing unusual in %d cities, compared with the previous %d hours."
                  .formatted(comparison.cities(), comparison.hours());
      case TOO_LITTLE_HISTORY ->
          "Not compared: only %d of the last twelve hours are usable; 3 are required."
              .formatted(comparison.hours());
      case NOTHING_RECENT ->
          "Not compared: the windows of the last hour have no posts, or there was an outage.";
    };
  }
}
