package io.evilnet.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Liveness of a process that is not a child of this one.
 *
 * <p>A zombie, terminated but not reaped by its parent, is not alive: in a container whose first
 * process does not reap, it stays in the process table.
 */
final class Liveness {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Pattern ZOMBIE = Pattern.compile("(?m)^State:\\s+Z");
  private static final Pattern ONE_THREAD = Pattern.compile("(?m)^Threads:\\s+1$");

  private Liveness() {}

  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isUncollected(process);
  }

  /** Waits for the termination of the process; returns false if it outlives the bound. */
  static boolean awaitEnd(ProcessHandle process, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        process.onExit().get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notEnded) {
        // It is still running, or a zombie by now.
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
   * Returns whether the process is a zombie without threads: of a killed process the first thread
   * may have terminated before others, which hold its ports until they terminate.
   *
   * @param status content of {@code /proc/PID/status}
   */
  static boolean isUncollected(String status) {
    return ZOMBIE.matcher(status).find() && ONE_THREAD.matcher(status).find();
  }
}
