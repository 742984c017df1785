package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.store.table.WindowRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code empty-windows}: intervals of windows without posts. The counts do not show the cause, such
 * as an outage; see {@link OutagesQuery}.
 */
record EmptyWindowsQuery(Store store, Clockwork clockwork) implements Query {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  private static final List<Column<EmptyInterval>> COLUMNS =
      List.of(
          Column.time("from", EmptyInterval::from),
          Column.time("to", EmptyInterval::to),
          Column.number("windows", EmptyInterval::windows),
          Column.text("where", interval -> interval.where().name().toLowerCase(Locale.ROOT)));

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
  public Answer<EmptyInterval> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    Instant open = Windows.floor(clockwork.now(), clockwork.window());
    List<Instant> found = store.windows(range).stream().map(WindowRow::start).toList();
    Map<String, Object> facts = clockwork.facts(range);
    facts.put("newest_window", store.newestWindow().orElse(null));
    return new Answer<>(
        facts, COLUMNS, EmptyInterval.between(found, range, clockwork.window(), open));
  }
}
