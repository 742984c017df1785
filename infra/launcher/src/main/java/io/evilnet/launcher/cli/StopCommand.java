package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.OrphanedProcesses;
import io.evilnet.launcher.process.RunDirectory;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Stops the supervisor, which stops all services, or, if it is not running, its orphaned processes.
 */
@Command(
    name = "stop",
    description = "Stops all services and keeps their data.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  /** Longer than the stop timeouts of all services that are stopped sequentially. */
  private static final Duration SUPERVISOR_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration ORPHANS_TIMEOUT = Duration.ofSeconds(30);

  @Mixin private DirectoryOptions options;

  @Override
  public Integer call() {
    RunDirectory directory = options.directory();
    StatusLines console = new StatusLines(System.out);
    OrphanedProcesses processes = new OrphanedProcesses(directory);
    boolean supervised = processes.stopSupervisor(SUPERVISOR_TIMEOUT);
    int orphans = processes.stop(ORPHANS_TIMEOUT);
    ClusterFile.of(directory).delete();
    if (supervised) {
      console.print("EvilNet has stopped; its data remains in " + directory.root());
    } else if (orphans > 0) {
      console.print(
          "The supervisor was not running; stopped %d orphaned processes.".formatted(orphans));
    } else {
      console.print("EvilNet is not running in " + directory.root());
    }
    return 0;
  }
}
