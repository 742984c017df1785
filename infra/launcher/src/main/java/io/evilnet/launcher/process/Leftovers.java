package io.evilnet.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Orphaned processes of an earlier supervisor, found by their pid files. */
public final class Leftovers {
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

  private final RunDirectory directory;

  public Leftovers(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * Stops all processes, kills those that outlive the bound, and deletes the pid files.
   *
   * @return the number of processes
   */
  public int stop(Duration bound) {
    List<PidFile> files = directory.pidFiles();
    List<ProcessHandle> alive = files.stream().flatMap(file -> file.process().stream()).toList();
    alive.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + bound.toNanos();
    for (ProcessHandle process : alive) {
      if (!Liveness.awaitEnd(process, Duration.ofNanos(deadline - System.nanoTime()))) {
        process.destroyForcibly();
        Liveness.awaitEnd(process, KILLED_WITHIN);
      }
    }
    files.forEach(PidFile::delete);
    return alive.size();
  }

  /**
   * Stops the supervisor of the directory and with it all its services.
   *
   * @return whether there was one
   */
  public boolean stopSupervisor(Duration bound) {
    Optional<ProcessHandle> supervisor = directory.process(ServiceGroup.SUPERVISOR);
    supervisor.ifPresent(ProcessHandle::destroy);
    supervisor
        .filter(process -> !Liveness.awaitEnd(process, bound))
        .ifPresent(ProcessHandle::destroyForcibly);
    return supervisor.isPresent();
  }
}
