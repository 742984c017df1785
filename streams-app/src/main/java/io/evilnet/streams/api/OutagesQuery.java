package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.topics.StreamGap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code outages}: intervals of a range in which a connection of a collector was down. */
record OutagesQuery(Store store, Clockwork clockwork) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  private static final List<Column<StreamGap>> COLUMNS =
      List.of(
          Column.text("site", StreamGap::site),
          Column.text("connection", StreamGap::connection),
          Column.time("from", StreamGap::from),
          Column.time("to", outage -> outage.to().orElse(null)),
          Column.text("cause", StreamGap::cause),
          Column.number("recovered", StreamGap::recovered),
          Column.optional("missed", StreamGap::missed));

  Query query() {
    return new Query(
        "outages", Optional.of("ingest-gaps"), Parameters.withRange(), false, this::answer);
  }

  Answer<StreamGap> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    return new Answer<>(clockwork.facts(range), COLUMNS, store.gaps(range));
  }
}
