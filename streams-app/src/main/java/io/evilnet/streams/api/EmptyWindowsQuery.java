package io.evilnet.streams.api;

import io.evilnet.platform.format.Column;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code empty-windows}: the windows of a range without any post. Why there is none, nobody posting
 * or nothing being read, the counts cannot tell.
 */
record EmptyWindowsQuery(Store store, Clockwork clockwork) implements Query {

  private static final Duration LONGEST = Duration.ofDays(7);

  private static final List<Column<Gap>> COLUMNS =
      List.of(
          Column.time("from", Gap::from),
          Column.time("to", Gap::to),
          Column.number("windows", Gap::windows),
          Column.text("where", gap -> gap.where().name().toLowerCase(Locale.ROOT)));

  @Override
  public String path() {
    return "empty-windows";
  }

  @Override
  public Optional<String> formerPath() {
    return Optional.of("gaps");
  }

  @Override
  public Set<String> parameters() {
    return Set.of("from", "to", "last", "until");
  }

  @Override
  public boolean dependsOnWindowsOnly() {
    return true;
  }

  @Override
  public Answer<Gap> answer(Parameters parameters) {
    TimeRange range = parameters.range(LONGEST);
    Instant open = Windows.floor(clockwork.now(), clockwork.window());
    List<Instant> found = store.windows(range).stream().map(WindowRow::start).toList();
    Map<String, Object> facts = clockwork.facts(range);
    facts.put("newest_window", store.newestWindow().orElse(null));
    return new Answer<>(facts, COLUMNS, Gap.between(found, range, clockwork.window(), open));
  }
}
