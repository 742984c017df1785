package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the state of all services; succeeds if all are healthy. */
@Command(
    name = "status",
    description =
        "Shows the state of all services. Exit code 0 if all are healthy, 1 if not, 2 if the state could not be determined.",
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
    boolean isStopped =
        supervisor.isEmpty()
            && services.stream().allMatch(service -> directory.process(service.name()).isEmpty());
    if (isStopped) {
      console.print(
          "EvilNet is not running in %s: start it with ./start-all.sh."
              .formatted(directory.root()));
      return 1;
    }
    StatusTable table = StatusTable.of(directory, services, Instant.now());
    table.lines().forEach(console::print);
    if (supervisor.isEmpty()) {
      console.print(
          "The supervisor is not running: restart all services with ./start-all.sh, or stop the remaining processes with --stop.");
      return 1;
    }
    return table.isHealthy() ? 0 : 1;
  }
}
