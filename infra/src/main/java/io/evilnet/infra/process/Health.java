package io.evilnet.infra.process;

import java.io.IOException;

/** A question whose answer tells whether a service does its work. */
@FunctionalInterface
public interface Health {
  /**
   * Asks once, for a second or two at most.
   *
   * @return whether the service answered that it is ready
   * @throws IOException when it did not answer, which means the same as {@code false}
   */
  boolean ask() throws IOException;

  /** {@link #ask()} with a missing answer taken for a no. */
  default boolean isReady() {
    try {
      return ask();
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
