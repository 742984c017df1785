package io.evilnet.streams.cli;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.fidelity.Estimate;
import io.evilnet.streams.fidelity.Fidelity;
import io.evilnet.streams.fidelity.FidelityScan;
import io.evilnet.streams.fidelity.SiteFidelity;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fidelity}: prints the posts received and missed by each site, and an estimate for all. */
@Command(
    name = "fidelity",
    description =
        "Prints the numbers of posts that each site received and missed, in ascending order of missed posts,"
            + " and an estimate of those missed by all sites. The range applies to the creation time of the posts"
            + " (default: the last hour) and ends at least a minute ago, so that all sites have received them.",
    mixinStandardHelpOptions = true)
final class FidelityCommand implements Callable<Integer> {

  private static final String ALL = "(all)";
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double PERCENT = 100;

  /** Maximum time until all sites have received a post. */
  private static final Duration DELIVERY = Duration.ofMinutes(1);

  /** A row of a site, or of all sites, for which some values are absent. */
  private record Line(
      String site,
      long received,
      long missing,
      Long missingOnlyHere,
      Double longestGap,
      Long medianDelay,
      Long slowDelay,
      Long low,
      Long high) {}

  private static final List<Column<Line>> COLUMNS =
      List.of(
          Column.text("site", Line::site),
          Column.number("received", Line::received),
          Column.number("missing", Line::missing),
          Column.numeric("missing_low", Line::low),
          Column.numeric("missing_high", Line::high),
          Column.numeric("missing_only_here", Line::missingOnlyHere),
          Column.numeric("longest_gap_s", Line::longestGap),
          Column.numeric("delay_p50_ms", Line::medianDelay),
          Column.numeric("delay_p99_ms", Line::slowDelay));

  @Mixin private KafkaOptions kafka;

  @Mixin private RangeOptions range;

  @Option(
      names = "--sites",
      paramLabel = "SITE[,…]",
      split = ",",
      description = "Sites to compare (default: all).")
  private Set<String> sites = Set.of();

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Fidelity fidelity = scan(kafka.connection(), delivered(now));
    PrintWriter out = spec.commandLine().getOut();
    List<Line> lines = lines(fidelity);
    format.print(out, COLUMNS, lines.stream());
    if (format.isTable()) {
      explain(fidelity, out);
    }
    return 0;
  }

  /**
   * Returns the range up to a minute ago, by default the last hour.
   *
   * @throws IllegalArgumentException if it is empty
   */
  TimeRange delivered(Instant now) {
    TimeRange given = range.range(now, new TimeRange(now.minus(Duration.ofHours(1)), now));
    TimeRange delivered = given.before(now.minus(DELIVERY));
    if (delivered.isEmpty()) {
      throw new IllegalArgumentException(
          "the range must start more than one minute ago, but starts at " + given.from());
    }
    return delivered;
  }

  private Fidelity scan(KafkaConnection connection, TimeRange created) {
    try {
      return new FidelityScan(connection, Topics.TWEETS.name(), created, sites).run();
    } catch (KafkaException e) {
      throw new KafkaException(
          connection
              .refusal(e)
              .orElse(
                  "failed to read posts from Kafka at %s (%s); check --bootstrap-servers and that Kafka is available"
                      .formatted(connection, e.getMessage())),
          e);
    }
  }

  private static List<Line> lines(Fidelity fidelity) {
    List<Line> lines = new ArrayList<>();
    fidelity.sites().forEach(site -> lines.add(line(site)));
    if (!lines.isEmpty()) {
      Optional<Estimate> missed = fidelity.estimate();
      lines.add(
          new Line(
              ALL,
              fidelity.union(),
              Math.round(missed.map(Estimate::missed).orElse(0.0)),
              null,
              null,
              null,
              null,
              missed.map(e -> (long) e.low()).orElse(null),
              missed.map(e -> (long) e.high()).orElse(null)));
    }
    return lines;
  }

  private static Line line(SiteFidelity site) {
    return new Line(
        site.site(),
        site.received(),
        site.missing(),
        site.missingOnlyHere(),
        site.longestGap().toMillis() / MILLIS_PER_SECOND,
        site.medianDelay().toMillis(),
        site.slowDelay().toMillis(),
        null,
        null);
  }

  void explain(Fidelity fidelity, PrintWriter out) {
    List<SiteFidelity> found = fidelity.sites();
    if (found.isEmpty()) {
      out.printf("No posts %sin this range.%n", sites.isEmpty() ? "" : "of these sites ");
      return;
    }
    out.println();
    if (found.size() == 1) {
      out.println("Missed posts can only be determined with two or more sites: " + remedy());
      return;
    }
    SiteFidelity best = found.get(0);
    SiteFidelity worst = found.get(found.size() - 1);
    if (best.missing() == worst.missing()) {
      out.println("All sites missed the same number of posts.");
    } else {
      out.printf(
          Locale.ROOT,
          "%s missed the fewest posts (%.3f %%), %s the most (%.3f %%), of %,d posts received by any site.%n",
          best.site(),
          share(best, fidelity),
          worst.site(),
          share(worst, fidelity),
          fidelity.union());
    }
    fidelity
        .estimate()
        .ifPresentOrElse(
            e ->
                out.printf(
                    Locale.ROOT,
                    "Estimated posts missed by all sites: %,.0f (95 %% confidence interval: %,.0f to %,.0f).%n",
                    e.missed(),
                    e.low(),
                    e.high()),
            () ->
                out.println(
                    "The sites have no posts in common: the number missed by all cannot be estimated."));
  }

  private String remedy() {
    return switch (sites.size()) {
      case 0 -> "run a second collector with a different --site.";
      case 1 -> "specify a second site in --sites.";
      default -> "no other site of --sites has posts in this range.";
    };
  }

  private static double share(SiteFidelity site, Fidelity fidelity) {
    return PERCENT * site.missing() / fidelity.union();
  }
}
