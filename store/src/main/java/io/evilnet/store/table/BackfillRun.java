package io.evilnet.store.table;

import java.time.Instant;

/**
 * A repair or validation from the retained topic. Values that are not known yet are null.
 *
 * @param startedAt start of the run
 * @param runId id that distinguishes runs that started simultaneously
 * @param mode {@code validate}, {@code dry-run} and so on
 * @param rangeStart start of the first window
 * @param rangeEnd end of the last window
 * @param status state or result
 * @param finishedAt end of the run
 * @param postsRead number of posts read
 * @param rowsWritten number of rows repaired
 * @param rowsDifferent number of rows that differed from the expected ones
 * @param message summary or reason of the failure
 */
public record BackfillRun(
    Instant startedAt,
    String runId,
    String mode,
    Instant rangeStart,
    Instant rangeEnd,
    String status,
    Instant finishedAt,
    Long postsRead,
    Long rowsWritten,
    Long rowsDifferent,
    String message) {

  /** Returns true if its range overlaps another one, {@code to} exclusive. */
  public boolean overlaps(Instant from, Instant to) {
    return rangeStart != null
        && rangeEnd != null
        && rangeStart.isBefore(to)
        && rangeEnd.isAfter(from);
  }

  /**
   * Returns true if the run may have written rows: a repair that has not ended without a
   * difference.
   */
  public boolean mayHaveWritten() {
    return ("backfill".equals(mode) || "backfill-all".equals(mode)) && !"equal".equals(status);
  }

  /** Returns the values that are known at the start of a run. */
  public static BackfillRun started(
      Instant startedAt,
      String runId,
      String mode,
      Instant rangeStart,
      Instant rangeEnd,
      String status) {
    return new BackfillRun(
        startedAt, runId, mode, rangeStart, rangeEnd, status, null, null, null, null, null);
  }

  /** Returns the values that are known at the end of a run. */
  public static BackfillRun ended(
      Instant startedAt,
      String runId,
      String status,
      Instant finishedAt,
      long postsRead,
      long rowsWritten,
      long rowsDifferent,
      String message) {
    return new BackfillRun(
        startedAt,
        runId,
        null,
        null,
        null,
        status,
        finishedAt,
        postsRead,
        rowsWritten,
        rowsDifferent,
        message);
  }
}
