package io.evilnet.streams.store;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A failure that is due to the values of one statement, and comes again however often it is sent,
 * provided that the tables are there: Cassandra also calls a statement on a missing table invalid.
 */
public final class Refusal {

  private static final String INVALID = "invalid-query";
  private static final String NOT_ENCODABLE = "not-encodable";

  /** All reasons there are. */
  public static final List<String> REASONS = List.of(INVALID, NOT_ENCODABLE);

  /** Guardrail of Cassandra that refuses every write for as long as the disk is full. */
  private static final String DISK_USAGE = "disk usage";

  private Refusal() {}

  /** The reason, of few possible ones; empty when the same statement may yet be accepted. */
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

  /** The failure itself, without what futures wrap it in. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** The message, or the kind of the failure where it has none. */
  public static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
