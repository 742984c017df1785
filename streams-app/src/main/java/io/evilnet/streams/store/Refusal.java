package io.evilnet.streams.store;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A permanent rejection that is due to the values of a statement, provided that the tables exist:
 * Cassandra also reports a statement on a missing table as invalid.
 */
public final class Refusal {

  private static final String INVALID = "invalid-query";
  private static final String NOT_ENCODABLE = "not-encodable";

  /** All reasons. */
  public static final List<String> REASONS = List.of(INVALID, NOT_ENCODABLE);

  /** The guardrail of Cassandra that rejects all writes while the disk is full. */
  private static final String DISK_USAGE = "disk usage";

  private Refusal() {}

  /** Returns the reason, one of {@link #REASONS}; empty if a retry may succeed. */
  public static Optional<String> reason(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof InvalidQueryException) {
      return message(cause).contains(DISK_USAGE) ? Optional.empty() : Optional.of(INVALID);
    }
    boolean unencodable =
        cause instanceof CodecNotFoundException
            || cause instanceof IllegalArgumentException
            || cause instanceof ArithmeticException;
    return unencodable ? Optional.of(NOT_ENCODABLE) : Optional.empty();
  }

  /** Returns the failure without wrappers of futures. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Returns the message, or the class of a failure without one. */
  public static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
