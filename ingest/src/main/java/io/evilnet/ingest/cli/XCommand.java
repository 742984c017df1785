package io.evilnet.ingest.cli;

import io.evilnet.core.TimeRange;
import io.evilnet.ingest.x.AccountUsage;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.Usage;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.settings.RangeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the usage of the account at X, and the number of posts of an interval. */
@Command(
    name = "x",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "usage|missed",
    description = "Prints the usage of the account at X, and the number of posts missed in a gap.")
final class XCommand implements Runnable {

  /** The posts of a day, and the usage of its billing period. */
  private record DayUsage(LocalDate day, long posts, Usage usage, long daysUntilReset) {}

  private static final List<Column<DayUsage>> COLUMNS =
      List.of(
          Column.text("day", row -> row.day().toString()),
          Column.number("posts", DayUsage::posts),
          Column.number("period_posts", row -> row.usage().used()),
          Column.number("cap", row -> row.usage().cap()),
          Column.number("days_until_reset", DayUsage::daysUntilReset));

  /** X rejects counts of the last 10 seconds. */
  private static final Duration NOT_COUNTED = Duration.ofSeconds(10);

  private static final Duration COUNTED_PERIOD = Duration.ofDays(7);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "missing subcommand: usage or missed");
  }

  @Command(
      name = "usage",
      mixinStandardHelpOptions = true,
      description = "Prints the cap of the billing period, its usage, and the posts of each day.")
  int usage(@Mixin XOptions x, @Mixin FormatOption format) throws IOException {
    for (XSettings account : x.settings()) {
      print(request(account, AccountUsage::usage), format);
    }
    return 0;
  }

  @Command(
      name = "missed",
      mixinStandardHelpOptions = true,
      description =
          "Prints the number of posts that match the rules and were created in an interval, such as a gap,"
              + " according to X's recent counts: within the last seven days, up to 10 seconds ago,"
              + " without posts deleted since.")
  int missed(@Mixin XOptions x, @Mixin RuleOptions rulesOption, @Mixin RangeOptions range)
      throws IOException {
    List<XSettings> accounts = x.settings();
    // Two accounts may have the same rules, whose posts are counted once.
    List<StreamRule> rules =
        rulesOption.rules(accounts.size()).stream().flatMap(List::stream).distinct().toList();
    if (!range.hasStart()) {
      throw new IllegalArgumentException("no interval: specify --from and --to, or --last");
    }
    Instant now = Instant.now();
    Instant latest = now.minus(NOT_COUNTED).truncatedTo(ChronoUnit.SECONDS);
    TimeRange given = range.range(now, TimeRange.ALL);
    // A start of exactly seven days ago would be too early when X receives the request.
    Instant earliest = latest.minus(COUNTED_PERIOD).plus(NOT_COUNTED.multipliedBy(2));
    Instant from = given.from().isBefore(earliest) ? earliest : given.from();
    Instant end = given.to().isAfter(latest) ? latest : given.to();
    if (!from.isBefore(end)) {
      throw new IllegalArgumentException(
          "the interval must begin before its end, and more than 10 seconds ago, but begins at "
              + from);
    }
    if (given.from().isBefore(earliest.minus(NOT_COUNTED.multipliedBy(2)))) {
      throw new IllegalArgumentException(
          "the interval must be within the last seven days, the range of X's counts, but begins at "
              + given.from());
    }
    long posts = request(accounts.get(0), usage -> usage.between(rules, from, end));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("missed ≈ %d posts from %s to %s%n", posts, from, end);
    out.flush();
    return 0;
  }

  private void print(Usage usage, FormatOption format) {
    PrintWriter out = spec.commandLine().getOut();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    long reset = usage.daysUntilReset(today);
    Map<LocalDate, Long> days =
        usage.days().isEmpty() ? Map.of(today, 0L) : usage.days().descendingMap();
    if (format.isTable()) {
      out.printf(
          "%d of %d posts of this period used, reset in %d days.%n",
          usage.used(), usage.cap(), reset);
    }
    format.print(
        out,
        COLUMNS,
        days.entrySet().stream()
            .map(day -> new DayUsage(day.getKey(), day.getValue(), usage, reset)));
    out.flush();
  }

  private static <T> T request(XSettings x, UsageRequest<T> usageRequest) throws IOException {
    try (AccountUsage usage = new AccountUsage(x)) {
      return usageRequest.request(usage);
    } catch (IOException e) {
      throw XOptions.explain(e, x);
    }
  }

  @FunctionalInterface
  private interface UsageRequest<T> {
    T request(AccountUsage usage) throws IOException;
  }
}
