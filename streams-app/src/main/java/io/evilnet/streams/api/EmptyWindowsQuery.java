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

/**
 * {@code empty-windows}: intervals of windows without posts. The counts do not show the cause, such
 * as an outage; see {@link OutagesQuery}.
 */
record EmptyWindowsQuery(Store store, Clockwork clockwork) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  private static final List<Column<EmptyInterval>> COLUMNS =
      List.of(
          Column.time("from", EmptyInterval::from),
          Column.time("to", EmptyInterval::to),
          Column.number("windows", EmptyInterval::windows),
          Column.text("where", interval -> interval.where().name().toLowerCase(Locale.ROOT)));

  Query query() {
    return new Query(
        "empty-windows", Optional.of("gaps"), Parameters.withRange(), true, this::answer);
  }

  Answer<EmptyInterval> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    Instant open = Windows.floor(clockwork.now(), clockwork.window());
    List<Instant> found = store.windows(range).stream().map(WindowRow::start).toList();
    Map<String, Object> facts = clockwork.facts(range);
    facts.put("newest_window", store.newestWindow().orElse(null));
    return new Answer<>(
        facts, COLUMNS, EmptyInterval.between(found, range, clockwork.window(), open));
  }
}
