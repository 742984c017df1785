package io.evilnet.backfill;

/** Thrown if a required server is unavailable; the message names the server and the remedy. */
final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
