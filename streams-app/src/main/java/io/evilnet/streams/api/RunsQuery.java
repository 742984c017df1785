package io.evilnet.streams.api;

import io.evilnet.platform.format.Column;
import io.evilnet.store.table.BackfillRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code runs}: the newest repairs and validations from the retained topic, all or those of windows
 * in a range.
 */
record RunsQuery(Store store) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 1_000;
  private static final Duration MAX_RANGE = Duration.ofDays(7);

  private static final List<Column<BackfillRun>> COLUMNS =
      List.of(
          Column.time("started_at", BackfillRun::startedAt),
          Column.text("run_id", BackfillRun::runId),
          Column.text("mode", BackfillRun::mode),
          Column.text("status", BackfillRun::status),
          Column.time("range_start", BackfillRun::rangeStart),
          Column.time("range_end", BackfillRun::rangeEnd),
          Column.time("finished_at", BackfillRun::finishedAt),
          Column.numeric("posts_read", BackfillRun::postsRead),
          Column.numeric("rows_written", BackfillRun::rowsWritten),
          Column.numeric("rows_different", BackfillRun::rowsDifferent),
          Column.text("message", BackfillRun::message));

  Query query() {
    return new Query("runs", Parameters.withRange("limit"), false, this::answer);
  }

  Answer<BackfillRun> answer(Parameters parameters) {
    int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return new Answer<>(
        Map.of(),
        COLUMNS,
        parameters
            .rangeIfGiven(MAX_RANGE)
            .map(
                range ->
                    // A run counts closed windows only: an earlier run contains none of the range.
                    store.runsSince(range.from()).stream()
                        .filter(run -> run.overlaps(range.from(), range.to()))
                        .limit(limit)
                        .toList())
            .orElseGet(() -> store.runs(limit)));
  }
}
