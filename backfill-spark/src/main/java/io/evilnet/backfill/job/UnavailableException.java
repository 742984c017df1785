package io.evilnet.backfill.job;

/** Thrown if a required server is unavailable; the message contains the server and the remedy. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
