package io.evilnet.streams.api;

/** Thrown if Cassandra is unavailable. */
final class StoreAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
