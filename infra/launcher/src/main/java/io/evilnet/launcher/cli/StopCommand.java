package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.Leftovers;
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
  private static final Duration SUPERVISOR_WITHIN = Duration.ofMinutes(2);

  private static final Duration LEFTOVERS_WITHIN = Duration.ofSeconds(30);

  @Mixin private DirectoryOptions options;

  @Override
  public Integer call() {
    RunDirectory directory = options.directory();
    StatusLines console = new StatusLines(System.out);
    Leftovers running = new Leftovers(directory);
    boolean supervised = running.stopSupervisor(SUPERVISOR_WITHIN);
    int leftovers = running.stop(LEFTOVERS_WITHIN);
    ClusterFile.of(directory).delete();
    if (supervised) {
      console.say("EvilNet has stopped; its data is kept in " + directory.root());
    } else if (leftovers > 0) {
      console.say(
          "The supervisor was not running; stopped %d orphaned processes.".formatted(leftovers));
    } else {
      console.say("EvilNet is not running in " + directory.root());
    }
    return 0;
  }
}
