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
  boolean check() throws IOException;

  /**
   * Result of a check.
   *
   * @param ready whether the check succeeded
   * @param reason textual reason; of a ready service: the cause of its degradation
   */
  record Result(boolean ready, Optional<String> reason) {
    static final Result READY = new Result(true, Optional.empty());

    static Result notReady(String reason) {
      return new Result(false, Optional.of(reason));
    }
  }

  /** Performs the check once and returns the result with its reason. */
  default Result result() {
    try {
      return check() ? Result.READY : Result.notReady("reports that it is not ready");
    } catch (IOException noResponse) {
      return Result.notReady("no response (%s)".formatted(noResponse.getMessage()));
    }
  }

  /** Performs {@link #check()}, treating a missing response as {@code false}. */
  default boolean isReady() {
    try {
      return check();
    } catch (IOException noResponse) {
      return false;
    }
  }
}
