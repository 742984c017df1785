package io.evilnet.launcher.process;

import java.io.IOException;
import java.util.Optional;

/** Health check of a service. */
@FunctionalInterface
public interface Health {
  /**
   * Performs the check once, within a second or two.
   *
   * @return whether the service reported that it is ready
   * @throws IOException if it did not respond, which is equivalent to {@code false}
   */
  boolean ask() throws IOException;

  /**
   * Result of a check.
   *
   * @param ready whether the check succeeded
   * @param complaint reason in words; of a ready service: the cause of its degradation
   */
  record Answer(boolean ready, Optional<String> complaint) {
    static final Answer YES = new Answer(true, Optional.empty());

    static Answer no(String complaint) {
      return new Answer(false, Optional.of(complaint));
    }
  }

  /** Performs the check once and returns the result with its reason. */
  default Answer answer() {
    try {
      return ask() ? Answer.YES : Answer.no("reports that it is not ready");
    } catch (IOException noAnswer) {
      return Answer.no("no response (%s)".formatted(noAnswer.getMessage()));
    }
  }

  /** Performs {@link #ask()}, treating a missing response as {@code false}. */
  default boolean isReady() {
    try {
      return ask();
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
