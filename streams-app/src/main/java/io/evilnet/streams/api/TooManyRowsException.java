package io.evilnet.streams.api;

/** Thrown if a result has too many rows for the memory of this process, which also counts. */
final class TooManyRowsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An hour of 12,000 cities in windows of five minutes; some 20 MB of JSON. */
  static final int MAX_ROWS = 150_000;

  private TooManyRowsException() {
    super(
        "more than %d rows: request a shorter range, a smaller area, or individual cities by id"
            .formatted(MAX_ROWS));
  }

  /**
   * Checks a number of rows.
   *
   * @throws TooManyRowsException if they are too many
   */
  static void rejectMoreThan(long rows) {
    if (rows > MAX_ROWS) {
      throw new TooManyRowsException();
    }
  }
}
