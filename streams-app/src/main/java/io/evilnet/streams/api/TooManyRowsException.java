package io.evilnet.streams.api;

/** An answer that would hold more rows than this process, which also counts, has memory for. */
final class TooManyRowsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An hour of 12,000 cities in windows of five minutes; some 20 MB of JSON. */
  static final int MOST_ROWS = 150_000;

  private TooManyRowsException() {
    super(
        "more than %d rows: ask for a shorter time, a smaller area, or some cities by id"
            .formatted(MOST_ROWS));
  }

  /**
   * Checks a number of rows.
   *
   * @throws TooManyRowsException if they are too many
   */
  static void refuseMoreThan(long rows) {
    if (rows > MOST_ROWS) {
      throw new TooManyRowsException();
    }
  }
}
