package io.evilnet.infra.cli;

import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.process.Service;
import io.evilnet.infra.process.ServiceGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what runs; succeeds when all that belongs to EvilNet is up. */
@Command(
    name = "status",
    description =
        "Shows what runs. Exit code 0 when all is healthy, 1 when not, 2 when it could not look.",
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private Installation installation;

  @Override
  public Integer call() {
    RunDirectory directory = installation.directory();
    StatusLines console = new StatusLines(System.out);
    List<Service> services = installation.cluster(Preparations.NONE).services().services();
    Optional<ProcessHandle> supervisor = directory.process(ServiceGroup.SUPERVISOR);
    boolean nothing =
        supervisor.isEmpty()
            && services.stream().allMatch(service -> directory.process(service.name()).isEmpty());
    if (nothing) {
      console.say(
          "EvilNet does not run in %s: ./start-all.sh starts it.".formatted(directory.root()));
      return 1;
    }
    StatusTable table = StatusTable.of(directory, services, Instant.now());
    table.lines().forEach(console::say);
    if (supervisor.isEmpty()) {
      console.say(
          "The supervisor is gone: ./start-all.sh starts everything again, --stop ends what is left.");
      return 1;
    }
    return table.isHealthy() ? 0 : 1;
  }
}
