package io.evilnet.infra.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a process that is not a child of this one still runs.
 *
 * <p>One that has ended but was not yet collected by its parent does not: in a container whose
 * first process collects nothing, it stays in the process table for good.
 */
final class Liveness {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Liveness() {}

  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isUncollected(process);
  }

  /** Waits for the end of the process; false when it outlives the bound. */
  static boolean awaitEnd(ProcessHandle process, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        process.onExit().get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notEnded) {
        // It still runs, or is uncollected by now.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }

  private static boolean isUncollected(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
          .lines()
          .anyMatch(line -> line.startsWith("State:") && line.contains("Z"));
    } catch (IOException noSuchFile) {
      return false;
    }
  }
}
