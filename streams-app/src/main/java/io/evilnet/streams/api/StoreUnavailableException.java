package io.evilnet.streams.api;

/** Thrown if Cassandra is unavailable. */
final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
