package io.evilnet.ingest.run;

/** Signals an unacknowledged record; its publisher is closed. */
final class DeliveryFailure extends Exception {

  private static final long serialVersionUID = 1L;

  DeliveryFailure(Exception cause) {
    super(cause.toString(), cause);
  }

  Exception cause() {
    return (Exception) getCause();
  }
}
