package io.evilnet.streams.api;

/** Cassandra does not answer. */
final class StoreAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
