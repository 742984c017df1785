package io.evilnet.infra.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of a predecessor that ended without stopping them, found by the pid files it left. */
public final class Leftovers {
  private final RunDirectory directory;

  public Leftovers(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * Ends them all, by force those that have not ended by themselves within the bound, and removes
   * the pid files.
   *
   * @return how many there were
   */
  public int stop(Duration bound) {
    List<PidFile> files = directory.pidFiles();
    List<ProcessHandle> alive = files.stream().flatMap(file -> file.process().stream()).toList();
    alive.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + bound.toNanos();
    for (ProcessHandle process : alive) {
      if (!ended(process, deadline - System.nanoTime())) {
        process.destroyForcibly();
        ended(process, Duration.ofSeconds(10).toNanos());
      }
    }
    files.forEach(PidFile::delete);
    return alive.size();
  }

  private static boolean ended(ProcessHandle process, long nanos) {
    try {
      process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stillAlive) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
