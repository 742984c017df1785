package io.evilnet.streams.read;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A repair or validation from the retained topic. What a run has not found out yet is null.
 *
 * @param startedAt when it started
 * @param runId tells runs apart that started together
 * @param mode what it does
 * @param rangeStart the first window it looks at
 * @param rangeEnd the first window it does not look at
 * @param status how far it is, or how it ended
 * @param finishedAt when it ended
 * @param postsRead how many posts it has read
 * @param rowsWritten how many rows it has repaired
 * @param rowsDifferent how many rows were not what it counted
 * @param message for a person
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

  public BackfillRun {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(runId, "runId");
  }
}
