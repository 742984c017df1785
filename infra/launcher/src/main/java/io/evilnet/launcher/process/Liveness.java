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
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Pattern ZOMBIE = Pattern.compile("(?m)^State:\\s+Z");
  private static final Pattern ONE_THREAD = Pattern.compile("(?m)^Threads:\\s+1$");

  private Liveness() {}

  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isZombie(process);
  }

  /** Waits for the termination of the process; returns false after the timeout. */
  static boolean awaitExit(ProcessHandle process, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        process.onExit().get(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
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

  private static boolean isZombie(ProcessHandle process) {
    try {
      return isZombie(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
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
  static boolean isZombie(String status) {
    return ZOMBIE.matcher(status).find() && ONE_THREAD.matcher(status).find();
  }
}
