package io.evilnet.infra.process;

import java.io.IOException;
import java.util.Optional;

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

  /**
   * The answer of a service.
   *
   * @param ready whether it is what it was asked for
   * @param complaint what is wrong, for a person; of one that is ready: what it does without
   */
  record Answer(boolean ready, Optional<String> complaint) {
    static final Answer YES = new Answer(true, Optional.empty());

    static Answer no(String complaint) {
      return new Answer(false, Optional.of(complaint));
    }
  }

  /** Requests the health once, with the reason for bad health. */
  default Answer answer() {
    try {
      return ask() ? Answer.YES : Answer.no("it answers that it is not");
    } catch (IOException noAnswer) {
      return Answer.no("no answer (%s)".formatted(noAnswer.getMessage()));
    }
  }

  /** {@link #ask()} with a missing answer taken for a no. */
  default boolean isReady() {
    try {
      return ask();
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
