package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.process.ServiceGroup;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets the desired number of Spark workers and waits until the supervisor has reached it. */
@Command(
    name = "workers",
    description = "Scales the Spark workers of a running cluster.",
    mixinStandardHelpOptions = true)
final class WorkersCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final long POLL_INTERVAL_MILLIS = 200;

  @Mixin private Installation installation;

  @Parameters(paramLabel = "N", description = "Number of workers, 0 to 16.")
  private int workers;

  @Override
  public Integer call() throws InterruptedException {
    RunDirectory directory = installation.directory();
    if (directory.process(ServiceGroup.SUPERVISOR).isEmpty()) {
      throw new ServiceFailure(
          "EvilNet is not running in %s: start it with ./start-all.sh --workers %d."
              .formatted(directory.root(), SparkOptions.checked(workers)));
    }
    DesiredWorkers.of(directory).write(SparkOptions.checked(workers));
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!hasWorkers(directory)) {
      if (System.nanoTime() - deadline > 0) {
        throw new ServiceFailure(
            "Timed out waiting for %d workers after %d s: see %s."
                .formatted(workers, TIMEOUT.toSeconds(), directory.log("spark-worker-*")));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MILLIS);
    }
    new StatusLines(System.out)
        .print(
            workers == 1
                ? "1 Spark worker is running."
                : "%d Spark workers are running.".formatted(workers));
    return 0;
  }

  private boolean hasWorkers(RunDirectory directory) {
    boolean areReady =
        installation.sparkWorkers(workers).stream()
            .allMatch(
                worker ->
                    directory.process(worker.name()).isPresent() && worker.health().isReady());
    return areReady
        && IntStream.rangeClosed(workers + 1, SparkOptions.MAX_WORKERS)
            .allMatch(number -> directory.process(Spark.worker(number)).isEmpty());
  }
}
