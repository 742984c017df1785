package io.evilnet.streams.topology;

/**
 * Thrown if the state was kept with other settings, for another topic or by another version; the
 * message contains the remedy. Kafka Streams wraps it.
 */
public final class StateMismatchException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public StateMismatchException(String message) {
    super(message);
  }
}
