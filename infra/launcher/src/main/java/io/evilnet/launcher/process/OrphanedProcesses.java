package io.evilnet.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Orphaned processes of an earlier supervisor, found by their pid files. */
public final class OrphanedProcesses {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

  private final RunDirectory directory;

  public OrphanedProcesses(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * Stops all processes, kills those that exceed the timeout, and deletes the pid files.
   *
   * @return the number of processes
   */
  public int stop(Duration timeout) {
    List<PidFile> files = directory.pidFiles();
    List<ProcessHandle> alive = files.stream().flatMap(file -> file.process().stream()).toList();
    alive.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + timeout.toNanos();
    for (ProcessHandle process : alive) {
      if (!Liveness.awaitExit(process, Duration.ofNanos(deadline - System.nanoTime()))) {
        process.destroyForcibly();
        Liveness.awaitExit(process, KILL_TIMEOUT);
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
  public boolean stopSupervisor(Duration timeout) {
    Optional<ProcessHandle> supervisor = directory.process(ServiceGroup.SUPERVISOR);
    supervisor.ifPresent(ProcessHandle::destroy);
    supervisor
        .filter(process -> !Liveness.awaitExit(process, timeout))
        .ifPresent(ProcessHandle::destroyForcibly);
    return supervisor.isPresent();
  }
}
