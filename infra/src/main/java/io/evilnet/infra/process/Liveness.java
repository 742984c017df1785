package io.evilnet.infra.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Whether a process that is not a child of this one still runs.
 *
 * <p>One that has ended but was not yet collected by its parent does not: in a container whose
 * first process collects nothing, it stays in the process table for good.
 */
final class Liveness {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Pattern ZOMBIE = Pattern.compile("(?m)^State:\\s+Z");
  private static final Pattern ONE_THREAD = Pattern.compile("(?m)^Threads:\\s+1$");

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
      return isUncollected(
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
    } catch (IOException noSuchFile) {
      return false;
    }
  }

  /**
   * Of a process that is killed the first thread may be gone before others, which hold its ports
   * until they are gone, too.
   *
   * @param status as in {@code /proc/PID/status}
   */
  static boolean isUncollected(String status) {
    return ZOMBIE.matcher(status).find() && ONE_THREAD.matcher(status).find();
  }
}
