package io.evilnet.backfill;

/** A server that is needed is not there; the message says which, and what to do. */
final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
