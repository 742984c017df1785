package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.launcher.process.Supervisor;
import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Scales the Spark workers to the desired number at run time. */
final class WorkerScaler implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final ServiceGroup group;
  private final Supervisor supervisor;
  private final DesiredWorkers desired;
  private final IntFunction<Service> worker;
  private final StatusLines console;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("worker-count"));
  private int workers;

  /**
   * @param workers current number of workers
   * @param worker creates the worker of a number, from 1
   */
  WorkerScaler(
      ServiceGroup group,
      Supervisor supervisor,
      DesiredWorkers desired,
      int workers,
      IntFunction<Service> worker,
      StatusLines console) {
    this.group = group;
    this.supervisor = supervisor;
    this.desired = desired;
    this.workers = workers;
    this.worker = worker;
    this.console = console;
  }

  void begin() {
    // A command may have written another number during the start.
    if (desired.read().isEmpty()) {
      desired.write(workers);
    }
    long millis = POLL_INTERVAL.toMillis();
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      desired.read().ifPresent(this::adjust);
    } catch (RuntimeException e) {
      // An exception would cancel the scheduled task.
      console.print("  cannot scale spark-workers: " + e.getMessage());
    }
  }

  private void adjust(int target) {
    while (workers < target) {
      workers++;
      add(worker.apply(workers));
    }
    while (workers > target) {
      String name = Spark.worker(workers);
      workers--;
      group.remove(name);
    }
  }

  private void add(Service service) {
    try {
      group.add(service);
    } catch (ServiceFailure failure) {
      console.failed(service, String.valueOf(failure.getMessage()));
      supervisor.exited(service, 1);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
