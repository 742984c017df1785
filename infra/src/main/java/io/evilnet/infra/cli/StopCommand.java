package io.evilnet.infra.cli;

import io.evilnet.infra.process.Leftovers;
import io.evilnet.infra.process.RunDirectory;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the supervisor, which stops everything, or, when it is gone, whatever it left. */
@Command(
    name = "stop",
    description = "Stops everything; the data stays.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  /** More than the bounds of all services that are stopped one after the other. */
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
      console.say("EvilNet has stopped; its data stays in " + directory.root());
    } else if (leftovers > 0) {
      console.say(
          "The supervisor was gone; %d processes it had left have been stopped."
              .formatted(leftovers));
    } else {
      console.say("EvilNet does not run in " + directory.root());
    }
    return 0;
  }
}
